//! Amounts are kept to the øre, whatever they are added to.

use crate::simulate::script::check;

#[test]
fn an_amount_is_never_a_floating_number() {
    let flow = "data:
  d:
    one: {type: money}
    two: {type: money}
    rate: {type: money, per: day}
    rows: {optional: true, list: {rate: {type: money, per: day}}}
does:
  pay:
    task: Betal
    by: worker
    repeats: {freely: true}
    fills: [d.one, d.two, d.rate, d.rows]
    done_when: d.one + d.two == 0.30 && d.rate * 3 == 1236.30 && sum(d.rows.rate) == 0.7
closes: by_hand
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do pay {"d": {"one": 0.1, "two": 0.2, "rate": 412.10, "rows": [{"rate": 0.1}, {"rate": 0.2}, {"rate": 0.4}]}}
         do pay {"d": {"one": "0.10", "two": "0.20", "rate": "412.10", "rows": [{"rate": "0.70"}]}}
         = data d.rate "412.1"
         ! wrong_data do pay {"d": {"one": 0.1, "two": 0.2, "rate": 412.105, "rows": [{"rate": 0.7}]}}
         ! not_finished do pay {"d": {"one": 0.1, "two": 0.19, "rate": 412.10, "rows": [{"rate": 0.7}]}}
         set {"d": {"rate": 9007199254740.93}}
         = data d.rate "9007199254740.93"
         ! wrong_data set {"d": {"rate": 90071992547409.93}}
         set {"d": {"rate": "9007199254740993.01"}}
         = data d.rate "9007199254740993.01""#,
    );
}
