//! Task lists.

use async_trait::async_trait;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::SqliteStore;
use super::parameters::{ids, of_people};
use crate::place::{Listed, NO_DAY, Place, page};
use crate::rows::{Marked, Page, TaskOrder, TaskQuery, TaskRow, Whose};
use crate::traits::{Stored, TaskStore};
use crate::way::{MOST_COUNTED, Way};
use crate::words::{from_json, moment, natural, word};

const COLUMNS: &str = "
SELECT case_id, item, round, title, party, party_title, unit_id, person_id, claimed_by, opened_at, due, plan_by,
    owed, raised, case_title, flow_title, counted, counted_at, meets";

#[async_trait]
impl TaskStore for SqliteStore {
    async fn tasks(&self, tenant: TenantId, query: &TaskQuery) -> Stored<Page<(CaseId, TaskRow)>> {
        let file = self.files.get(tenant).await?;
        let mut connection = file.read().await?;
        let way = match &query.whose {
            Whose::WaitingFor(units, _) => {
                let mut sql = counting(tenant, units);
                let (cases, tasks) = sql.build_query_as().fetch_one(&mut *connection).await?;
                Way::shorter(cases, tasks)
            }
            _ => Way::ByCases,
        };
        let mut sql = listing(tenant, query, way)?;
        let rows = sql.build().fetch_all(&mut *connection).await?;
        let rows = rows.iter().map(|row| listed(row, query.order));
        Ok(page(rows.collect::<Stored<Vec<_>>>()?, query))
    }
}

fn listing(tenant: TenantId, query: &TaskQuery, way: Way) -> Stored<QueryBuilder<Sqlite>> {
    let mut sql = QueryBuilder::new("");
    if let TaskOrder::FollowUp(person) = query.order {
        sql.push("SELECT * FROM (")
            .push(COLUMNS)
            .push(", place, due_order, ");
        followed_up(&mut sql, tenant, person);
    } else {
        sql.push(COLUMNS);
    }
    sql.push(" FROM ");
    if let (Way::ByTasks, Whose::WaitingFor(units, _)) = (way, &query.whose) {
        sql.push("(");
        of_others(&mut sql, tenant, units);
        sql.push(") AS of_others CROSS JOIN tasks ON tasks.tenant = ");
        sql.push_bind(tenant.0);
        sql.push(" AND tasks.case_id = of_others.of_case AND tasks.item = of_others.of_item WHERE ");
    } else {
        sql.push("tasks WHERE ");
    }
    whose(&mut sql, tenant, &query.whose, way);
    if let Some(before) = query.due_before {
        sql.push(" AND due < ").push_bind(before.timestamp_micros());
    }
    if query.unclaimed {
        sql.push(" AND claimed_by IS NULL");
    }
    if let Some(wanted) = &query.marked {
        marked(&mut sql, tenant, wanted)?;
    }
    if matches!(query.order, TaskOrder::FollowUp(_)) {
        sql.push(") WHERE true");
    }
    if let Some(after) = &query.after {
        behind(&mut sql, &Place::read(after, query.order)?, query.order);
    }
    sql.push(match query.order {
        TaskOrder::Due => " ORDER BY place, due_order, case_id, item LIMIT ",
        TaskOrder::Newest => " ORDER BY place, opened_at DESC, case_id, item LIMIT ",
        TaskOrder::FollowUp(_) => " ORDER BY place, follow_up, due_order, case_id, item LIMIT ",
    });
    sql.push_bind(i64::from(query.limit).saturating_add(1));
    Ok(sql)
}

/// The day on which the person will follow up, by the key of their marks.
fn followed_up(sql: &mut QueryBuilder<Sqlite>, tenant: TenantId, person: PersonId) {
    sql.push("coalesce((SELECT mark.follow_up FROM task_marks AS mark WHERE mark.tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND mark.person_id = ").push_bind(person.0);
    sql.push(" AND mark.case_id = tasks.case_id AND mark.item = tasks.item AND mark.round = tasks.round), ");
    sql.push_bind(NO_DAY.to_string()).push(") AS follow_up");
}

/// Only tasks that a person has marked so.
fn marked(sql: &mut QueryBuilder<Sqlite>, tenant: TenantId, wanted: &Marked) -> Stored<()> {
    sql.push(" AND EXISTS (SELECT 1 FROM task_marks AS mark WHERE mark.tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND mark.person_id = ").push_bind(wanted.by.0);
    sql.push(" AND mark.case_id = tasks.case_id AND mark.item = tasks.item AND mark.round = tasks.round");
    if let Some(day) = wanted.follow_up_until {
        sql.push(" AND mark.follow_up <= ").push_bind(day.to_string());
    }
    if let Some(priority) = wanted.priority {
        sql.push(" AND mark.priority = ").push_bind(word(priority)?);
    }
    if let Some(tag) = &wanted.tag {
        sql.push(" AND EXISTS (SELECT 1 FROM json_each(mark.tags) WHERE value = ");
        sql.push_bind(tag.clone()).push(")");
    }
    sql.push(")");
    Ok(())
}

/// The tenant stands inside each branch of an OR: beside it, the planner would take the tenant for the narrowest way in
/// and go through all of the tenant's tasks.
fn whose(sql: &mut QueryBuilder<Sqlite>, tenant: TenantId, whose: &Whose, way: Way) {
    match whose {
        Whose::Mine(people) => {
            sql.push("(tenant = ").push_bind(tenant.0).push(" AND ");
            of_people(sql, "person_id", people);
            sql.push(" OR tenant = ").push_bind(tenant.0).push(" AND ");
            of_people(sql, "claimed_by", people);
            sql.push(" OR tenant = ").push_bind(tenant.0);
            sql.push(" AND case_id IN (SELECT case_id FROM parties WHERE tenant = ");
            sql.push_bind(tenant.0).push(" AND ");
            of_people(sql, "person_id", people);
            sql.push(") AND ");
            of_party(sql, tenant, people);
            sql.push(")");
        }
        Whose::Units(units) => {
            sql.push("tenant = ").push_bind(tenant.0).push(" AND ");
            of_units(sql, units);
        }
        Whose::WaitingFor(units, people) => {
            sql.push("tenant = ").push_bind(tenant.0);
            match way {
                Way::ByCases => {
                    sql.push(" AND case_id IN (SELECT case_id FROM parties WHERE tenant = ");
                    sql.push_bind(tenant.0).push(" AND ");
                    of_units(sql, units);
                    sql.push(" OR tenant = ").push_bind(tenant.0).push(" AND ");
                    of_people(sql, "person_id", people);
                    sql.push(")");
                }
                Way::ByTasks => {
                    sql.push(" AND EXISTS (SELECT 1 FROM parties WHERE tenant = ");
                    sql.push_bind(tenant.0);
                    sql.push(" AND case_id = tasks.case_id AND (");
                    of_units(sql, units);
                    sql.push(" OR ");
                    of_people(sql, "person_id", people);
                    sql.push("))");
                }
            }
            sql.push(" AND (person_id IS NULL OR NOT ");
            of_people(sql, "person_id", people);
            sql.push(") AND NOT ");
            of_party(sql, tenant, people);
            sql.push(" AND (claimed_by IS NULL OR NOT ");
            of_people(sql, "claimed_by", people);
            sql.push(") AND (unit_id IS NULL OR NOT ");
            of_units(sql, units);
            sql.push(")");
        }
        Whose::Meetings(units, people) => {
            sql.push("tenant = ").push_bind(tenant.0);
            sql.push(" AND meets IS NOT NULL AND case_id IN (SELECT case_id FROM parties WHERE tenant = ");
            sql.push_bind(tenant.0).push(" AND ");
            of_units(sql, units);
            sql.push(" OR tenant = ").push_bind(tenant.0).push(" AND ");
            of_people(sql, "person_id", people);
            sql.push(")");
        }
        Whose::Case(case) => {
            sql.push("tenant = ").push_bind(tenant.0);
            sql.push(" AND case_id = ").push_bind(case.0);
        }
    }
}

/// How many cases these units are party to, and how many tasks others own; both no more than it takes to see which are
/// fewer.
fn counting(tenant: TenantId, units: &[UnitId]) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new("SELECT (SELECT count(*) FROM (SELECT 1 FROM parties WHERE tenant = ");
    sql.push_bind(tenant.0).push(" AND ");
    of_units(&mut sql, units);
    sql.push(" LIMIT ").push_bind(MOST_COUNTED);
    sql.push(")), (SELECT count(*) FROM (");
    of_others(&mut sql, tenant, units);
    sql.push(" LIMIT ").push_bind(MOST_COUNTED).push("))");
    sql
}

/// The tasks that none of these units owns: unit by unit, from each to the next that owns any.
fn of_others(sql: &mut QueryBuilder<Sqlite>, tenant: TenantId, units: &[UnitId]) {
    sql.push("WITH RECURSIVE owners (unit) AS (SELECT min(unit_id) FROM tasks WHERE tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND unit_id > x'' UNION ALL SELECT (SELECT min(unit_id) FROM tasks WHERE tenant = ");
    sql.push_bind(tenant.0);
    sql.push(
        " AND unit_id > owners.unit) FROM owners WHERE owners.unit IS NOT NULL)
        SELECT theirs.case_id AS of_case, theirs.item AS of_item FROM owners CROSS JOIN tasks AS theirs ON theirs.tenant = ",
    );
    sql.push_bind(tenant.0);
    sql.push(
        " AND theirs.unit_id = owners.unit WHERE owners.unit NOT IN (SELECT unhex(value) FROM json_each(",
    );
    sql.push_bind(ids(units.iter().map(|unit| unit.0)));
    sql.push(")) UNION ALL SELECT case_id, item FROM tasks WHERE unit_id IS NULL AND tenant = ");
    sql.push_bind(tenant.0);
}

/// Whether the party that owns the task is bound to one of these people, first or not.
fn of_party(sql: &mut QueryBuilder<Sqlite>, tenant: TenantId, people: &[PersonId]) {
    sql.push("EXISTS (SELECT 1 FROM parties AS own WHERE own.tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND own.case_id = tasks.case_id AND own.party = tasks.party AND ");
    of_people(sql, "own.person_id", people);
    sql.push(")");
}

fn of_units(sql: &mut QueryBuilder<Sqlite>, units: &[UnitId]) {
    sql.push("unit_id IN (SELECT unhex(value) FROM json_each(");
    sql.push_bind(ids(units.iter().map(|unit| unit.0))).push("))");
}

/// Only rows behind this place in the order.
fn behind(sql: &mut QueryBuilder<Sqlite>, place: &Place, order: TaskOrder) {
    match order {
        TaskOrder::Due => {
            sql.push(" AND (place, due_order, case_id, item) > (")
                .push_bind(place.place);
            sql.push(", ").push_bind(place.at);
        }
        TaskOrder::Newest => {
            sql.push(" AND (place, -opened_at, case_id, item) > (")
                .push_bind(place.place);
            sql.push(", ").push_bind(place.at.saturating_neg());
        }
        TaskOrder::FollowUp(_) => {
            sql.push(" AND (place, follow_up, due_order, case_id, item) > (")
                .push_bind(place.place);
            let day = place.day.unwrap_or(NO_DAY);
            sql.push(", ").push_bind(day.to_string());
            sql.push(", ").push_bind(place.at);
        }
    }
    sql.push(", ").push_bind(place.case.0);
    sql.push(", ").push_bind(place.item.clone()).push(")");
}

fn listed(row: &SqliteRow, order: TaskOrder) -> Stored<Listed> {
    let day = match order {
        TaskOrder::FollowUp(_) => Some(super::reach::day(row.try_get("follow_up")?)?),
        TaskOrder::Due | TaskOrder::Newest => None,
    };
    Ok((task(row)?, day))
}

fn task(row: &SqliteRow) -> Stored<(CaseId, TaskRow)> {
    let due: Option<i64> = row.try_get("due")?;
    let plan_by: Option<i64> = row.try_get("plan_by")?;
    let counted_at: Option<i64> = row.try_get("counted_at")?;
    let meets: Option<&str> = row.try_get("meets")?;
    let task = TaskRow {
        item: row.try_get("item")?,
        round: natural(row.try_get("round")?)?,
        title: from_json(row.try_get("title")?)?,
        party: row.try_get("party")?,
        party_title: from_json(row.try_get("party_title")?)?,
        unit: row.try_get::<Option<_>, _>("unit_id")?.map(UnitId),
        person: row.try_get::<Option<_>, _>("person_id")?.map(PersonId),
        claimed_by: row.try_get::<Option<_>, _>("claimed_by")?.map(PersonId),
        opened_at: moment(row.try_get("opened_at")?)?,
        due: due.map(moment).transpose()?,
        plan_by: plan_by.map(moment).transpose()?,
        owed: row.try_get("owed")?,
        raised: row.try_get("raised")?,
        case_title: row.try_get("case_title")?,
        flow_title: from_json(row.try_get("flow_title")?)?,
        counted: natural(row.try_get("counted")?)?,
        counted_at: counted_at.map(moment).transpose()?,
        meets: meets.map(from_json).transpose()?,
    };
    Ok((CaseId(row.try_get("case_id")?), task))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn each_list_goes_by_an_index() {
        let (unit, person) = (UnitId(Uuid::nil()), PersonId(Uuid::nil()));
        for (whose, way, expected) in [
            (
                Whose::Mine(vec![person]),
                Way::ByCases,
                &["tasks_of_person", "tasks_claimed", "parties_of_person"][..],
            ),
            (
                Whose::Mine(vec![person, PersonId(Uuid::max())]),
                Way::ByCases,
                &["tasks_of_person", "tasks_claimed", "parties_of_person"],
            ),
            (Whose::Units(vec![unit]), Way::ByCases, &["tasks_of_unit"]),
            (
                Whose::WaitingFor(vec![unit], vec![person]),
                Way::ByCases,
                &["parties_of_unit", "parties_of_person"],
            ),
            (
                Whose::WaitingFor(vec![unit], vec![person]),
                Way::ByTasks,
                &[
                    "tasks_of_unit (tenant=? AND unit_id>?)",
                    "tasks_of_unit (tenant=? AND unit_id=?)",
                    "tasks_of_no_unit",
                    "SEARCH tasks USING PRIMARY KEY (tenant=? AND case_id=? AND item=?)",
                    "PRIMARY KEY (tenant=? AND case_id=?)",
                ],
            ),
            (
                Whose::Meetings(vec![unit], vec![person]),
                Way::ByCases,
                &["parties_of_unit", "parties_of_person", "tasks_that_meet"],
            ),
            (
                Whose::Case(CaseId(Uuid::nil())),
                Way::ByCases,
                &["PRIMARY KEY (tenant=? AND case_id=?"],
            ),
        ] {
            let query = TaskQuery {
                whose,
                due_before: None,
                unclaimed: false,
                marked: None,
                order: TaskOrder::Due,
                after: None,
                limit: 20,
            };
            let plan = plan(listing(TenantId(1), &query, way).unwrap().sql().as_str()).await;
            for index in expected {
                assert!(plan.contains(index), "{:?}: {plan}", query.whose);
            }
            assert!(!plan.contains("SCAN tasks"), "{:?}: {plan}", query.whose);
        }
    }

    #[tokio::test]
    async fn what_is_counted_goes_by_indexes() {
        let plan = plan(counting(TenantId(1), &[UnitId(Uuid::nil())]).sql().as_str()).await;
        for index in ["parties_of_unit", "tasks_of_unit", "tasks_of_no_unit"] {
            assert!(plan.contains(index), "{plan}");
        }
        assert!(!plan.contains("SCAN tasks"), "{plan}");
    }

    #[tokio::test]
    async fn a_list_by_the_day_to_follow_up_finds_marks_by_their_key() {
        let person = PersonId(Uuid::nil());
        let query = TaskQuery {
            whose: Whose::Mine(vec![person]),
            due_before: None,
            unclaimed: false,
            marked: None,
            order: TaskOrder::FollowUp(person),
            after: None,
            limit: 20,
        };
        let plan = plan(listing(TenantId(1), &query, Way::ByCases).unwrap().sql().as_str()).await;
        assert!(
            plan.contains(
                "SEARCH mark USING PRIMARY KEY (tenant=? AND person_id=? AND case_id=? AND item=?)"
            ),
            "{plan}"
        );
        assert!(!plan.contains("SCAN tasks"), "{plan}");
    }
}
