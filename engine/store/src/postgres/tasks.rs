//! Task lists.

use std::collections::BTreeSet;

use async_trait::async_trait;
use samspil_core::id::{CaseId, PersonId, TenantId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::{Postgres, QueryBuilder, Row};
use uuid::Uuid;

use super::PostgresStore;
use crate::place::{Listed, NO_DAY, Place, page};
use crate::rows::{Marked, Page, TaskOrder, TaskQuery, TaskRow, Whose};
use crate::traits::{Stored, TaskStore};
use crate::way::{MOST_COUNTED, Way};
use crate::words::{from_json, moment, natural, word};

const COLUMNS: &str = "
SELECT case_id, item, round, title::text, party, party_title::text, unit_id, person_id, claimed_by, opened_at, due, plan_by,
    owed, raised, case_title, flow_title::text, counted, counted_at, meets::text, place, due_order";

/// The first tasks of each unit, which lie in their order in an index, and the first of those: all tasks of units with
/// thousands need not be read.
const OF_EACH_UNIT: &str = "SELECT of_unit.* FROM unnest(";

#[async_trait]
impl TaskStore for PostgresStore {
    async fn tasks(&self, tenant: TenantId, query: &TaskQuery) -> Stored<Page<(CaseId, TaskRow)>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let way = match &query.whose {
            Whose::WaitingFor(units, _) => {
                let mut sql = counting(tenant, units);
                let counted = sql.build_query_as().fetch_one(transaction.connection());
                let (cases, tasks) = counted.await?;
                Way::shorter(cases, tasks)
            }
            _ => Way::ByCases,
        };
        let mut sql = QueryBuilder::new("");
        if let Whose::Units(units) = &query.whose {
            let units: BTreeSet<Uuid> = units.iter().map(|unit| unit.0).collect();
            sql.push(OF_EACH_UNIT)
                .push_bind(units.into_iter().collect::<Vec<_>>());
            sql.push(") AS asked (unit) CROSS JOIN LATERAL (");
            ordered(&mut sql, tenant, (query, way))?;
            sql.push(") AS of_unit");
            order(&mut sql, query);
        } else {
            ordered(&mut sql, tenant, (query, way))?;
        }
        let rows = sql.build().fetch_all(transaction.connection()).await?;
        transaction.commit().await?;
        let rows = rows.iter().map(|row| listed(row, query.order));
        Ok(page(rows.collect::<Stored<Vec<_>>>()?, query))
    }
}

/// The tasks asked for, in their order.
fn ordered(
    sql: &mut QueryBuilder<Postgres>,
    tenant: TenantId,
    (query, way): (&TaskQuery, Way),
) -> Stored<()> {
    let by_day = matches!(query.order, TaskOrder::FollowUp(_));
    if by_day {
        sql.push("SELECT * FROM (");
    }
    sql.push(COLUMNS);
    if let TaskOrder::FollowUp(person) = query.order {
        followed_up(sql, tenant, person);
    }
    sql.push(" FROM ");
    match (way, &query.whose) {
        (Way::ByTasks, Whose::WaitingFor(units, people)) => {
            by_tasks(sql, tenant, (units, people));
        }
        _ => {
            sql.push("tasks");
        }
    }
    sql.push(" WHERE tenant = ").push_bind(tenant.0);
    whose(sql, tenant, &query.whose, way);
    if let Some(before) = query.due_before {
        sql.push(" AND due < ").push_bind(before);
    }
    if query.unclaimed {
        sql.push(" AND claimed_by IS NULL");
    }
    if let Some(wanted) = &query.marked {
        marked(sql, tenant, wanted)?;
    }
    if by_day {
        sql.push(") AS listed WHERE true");
    }
    if let Some(after) = &query.after {
        behind(sql, &Place::read(after, query.order)?, query.order)?;
    }
    order(sql, query);
    Ok(())
}

/// The day on which the person will follow up, by the key of their marks.
fn followed_up(sql: &mut QueryBuilder<Postgres>, tenant: TenantId, person: PersonId) {
    sql.push(", coalesce((SELECT mark.follow_up FROM task_marks AS mark WHERE mark.tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND mark.person_id = ").push_bind(person.0);
    sql.push(" AND mark.case_id = tasks.case_id AND mark.item = tasks.item AND mark.round = tasks.round), ");
    sql.push_bind(NO_DAY).push(") AS follow_up");
}

/// Only tasks that a person has marked so.
fn marked(sql: &mut QueryBuilder<Postgres>, tenant: TenantId, wanted: &Marked) -> Stored<()> {
    sql.push(" AND EXISTS (SELECT FROM task_marks AS mark WHERE mark.tenant = ");
    sql.push_bind(tenant.0);
    sql.push(" AND mark.person_id = ").push_bind(wanted.by.0);
    sql.push(" AND mark.case_id = tasks.case_id AND mark.item = tasks.item AND mark.round = tasks.round");
    if let Some(day) = wanted.follow_up_until {
        sql.push(" AND mark.follow_up <= ").push_bind(day);
    }
    if let Some(priority) = wanted.priority {
        sql.push(" AND mark.priority = ").push_bind(word(priority)?);
    }
    if let Some(tag) = &wanted.tag {
        sql.push(" AND ")
            .push_bind(tag.clone())
            .push(" = ANY (mark.tags)");
    }
    sql.push(")");
    Ok(())
}

/// One more than is asked for shows whether there are more.
fn order(sql: &mut QueryBuilder<Postgres>, query: &TaskQuery) {
    sql.push(match query.order {
        TaskOrder::Due => " ORDER BY place, due_order, case_id, item LIMIT ",
        TaskOrder::Newest => " ORDER BY place, opened_at DESC, case_id, item LIMIT ",
        TaskOrder::FollowUp(_) => " ORDER BY place, follow_up, due_order, case_id, item LIMIT ",
    });
    sql.push_bind(i64::from(query.limit).saturating_add(1));
}

fn whose(sql: &mut QueryBuilder<Postgres>, tenant: TenantId, whose: &Whose, way: Way) {
    match whose {
        Whose::Mine(people) => {
            // Each way in by its own index: an OR that a list of cases is part of would go through all tasks.
            sql.push(" AND (case_id, item) IN (SELECT case_id, item FROM tasks WHERE tenant = ");
            sql.push_bind(tenant.0).push(" AND ");
            of_people(sql, "person_id", people);
            sql.push(" UNION SELECT case_id, item FROM tasks WHERE tenant = ");
            sql.push_bind(tenant.0).push(" AND ");
            of_people(sql, "claimed_by", people);
            sql.push(" UNION SELECT own.case_id, own.item FROM parties JOIN tasks AS own ON own.tenant = ");
            sql.push_bind(tenant.0);
            sql.push(
                " AND own.case_id = parties.case_id AND own.party = parties.party WHERE parties.tenant = ",
            );
            sql.push_bind(tenant.0).push(" AND ");
            of_people(sql, "parties.person_id", people);
            sql.push(")");
        }
        Whose::Units(_) => {
            sql.push(" AND unit_id = asked.unit");
        }
        Whose::WaitingFor(units, people) => {
            if way == Way::ByCases {
                sql.push(" AND case_id IN (SELECT case_id FROM parties WHERE tenant = ");
                sql.push_bind(tenant.0).push(" AND (");
                of_units(sql, units);
                sql.push(" OR ");
                of_people(sql, "person_id", people);
                sql.push("))");
            }
            sql.push(" AND (person_id IS NULL OR NOT ");
            of_people(sql, "person_id", people);
            sql.push(") AND NOT EXISTS (SELECT FROM parties AS own WHERE own.tenant = ");
            sql.push_bind(tenant.0);
            sql.push(" AND own.case_id = tasks.case_id AND own.party = tasks.party AND ");
            of_people(sql, "own.person_id", people);
            sql.push(") AND (claimed_by IS NULL OR NOT ");
            of_people(sql, "claimed_by", people);
            sql.push(") AND (unit_id IS NULL OR NOT ");
            of_units(sql, units);
            sql.push(")");
        }
        Whose::Meetings(units, people) => {
            sql.push(" AND meets IS NOT NULL AND case_id IN (SELECT case_id FROM parties WHERE tenant = ");
            sql.push_bind(tenant.0).push(" AND (");
            of_units(sql, units);
            sql.push(" OR ");
            of_people(sql, "person_id", people);
            sql.push("))");
        }
        Whose::Case(case) => {
            sql.push(" AND case_id = ").push_bind(case.0);
        }
    }
}

/// How many cases these units are party to, and how many tasks others own; both no more than it takes to see which are
/// fewer.
fn counting(tenant: TenantId, units: &[UnitId]) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new("SELECT (SELECT count(*) FROM (SELECT FROM parties WHERE tenant = ");
    sql.push_bind(tenant.0).push(" AND ");
    of_units(&mut sql, units);
    sql.push(" LIMIT ").push_bind(MOST_COUNTED);
    sql.push(") AS cases), (SELECT count(*) FROM (");
    of_others(&mut sql, tenant, units);
    sql.push(" LIMIT ").push_bind(MOST_COUNTED).push(") AS theirs)");
    sql
}

/// The tasks that none of these units owns: unit by unit, from each to the next that owns any.
fn of_others(sql: &mut QueryBuilder<Postgres>, tenant: TenantId, units: &[UnitId]) {
    sql.push(
        "WITH RECURSIVE owners (unit) AS (
            (SELECT unit_id FROM tasks WHERE unit_id IS NOT NULL AND tenant = ",
    );
    sql.push_bind(tenant.0);
    sql.push(
        " ORDER BY unit_id LIMIT 1)
            UNION ALL SELECT (SELECT unit_id FROM tasks WHERE unit_id > owners.unit AND tenant = ",
    );
    sql.push_bind(tenant.0);
    sql.push(
        " ORDER BY unit_id LIMIT 1) FROM owners WHERE owners.unit IS NOT NULL)
        SELECT theirs.case_id AS of_case, theirs.item AS of_item FROM owners CROSS JOIN LATERAL (
            SELECT case_id, item FROM tasks WHERE unit_id = owners.unit AND tenant = ",
    );
    sql.push_bind(tenant.0);
    sql.push(" OFFSET 0) AS theirs WHERE NOT owners.unit = ANY (")
        .push_bind(units.iter().map(|unit| unit.0).collect::<Vec<_>>());
    sql.push(") UNION ALL SELECT case_id, item FROM tasks WHERE unit_id IS NULL AND tenant = ");
    sql.push_bind(tenant.0);
}

/// The tasks of others of which a case is one's own, each found by its key: what is known of how many rows there are leads
/// nowhere else.
fn by_tasks(sql: &mut QueryBuilder<Postgres>, tenant: TenantId, (units, people): (&[UnitId], &[PersonId])) {
    sql.push("(");
    of_others(sql, tenant, units);
    sql.push(
        ") AS of_others CROSS JOIN LATERAL (
            SELECT theirs.* FROM tasks AS theirs
            WHERE theirs.case_id = of_others.of_case AND theirs.item = of_others.of_item AND theirs.tenant = ",
    );
    sql.push_bind(tenant.0);
    sql.push(" AND EXISTS (SELECT FROM parties WHERE case_id = theirs.case_id AND tenant = ");
    sql.push_bind(tenant.0).push(" AND (");
    of_units(sql, units);
    sql.push(" OR ");
    of_people(sql, "person_id", people);
    sql.push(") OFFSET 0) OFFSET 0) AS tasks");
}

/// Whether a column holds one of these people; most lists are one person's, and one is looked up plainly.
fn of_people(sql: &mut QueryBuilder<Postgres>, column: &str, people: &[PersonId]) {
    sql.push(column);
    if let [one] = people {
        sql.push(" = ").push_bind(one.0);
    } else {
        let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
        sql.push(" = ANY (").push_bind(people).push(")");
    }
}

fn of_units(sql: &mut QueryBuilder<Postgres>, units: &[UnitId]) {
    let units: Vec<Uuid> = units.iter().map(|unit| unit.0).collect();
    sql.push("unit_id = ANY (").push_bind(units).push(")");
}

/// Only rows behind this place in the order.
fn behind(sql: &mut QueryBuilder<Postgres>, place: &Place, order: TaskOrder) -> Stored<()> {
    match order {
        TaskOrder::Due => {
            sql.push(" AND (place, due_order, case_id, item) > (")
                .push_bind(place.place);
            sql.push(", coalesce(").push_bind(place.due()?);
            sql.push(", 'infinity'::timestamptz), ").push_bind(place.case.0);
            sql.push(", ").push_bind(place.item.clone()).push(")");
        }
        TaskOrder::Newest => {
            let at = moment(place.at)?;
            sql.push(" AND place >= ").push_bind(place.place);
            sql.push(" AND (place > ").push_bind(place.place);
            sql.push(" OR opened_at < ").push_bind(at);
            sql.push(" OR (opened_at = ").push_bind(at);
            sql.push(" AND (case_id, item) > (").push_bind(place.case.0);
            sql.push(", ").push_bind(place.item.clone()).push(")))");
        }
        TaskOrder::FollowUp(_) => {
            sql.push(" AND (place, follow_up, due_order, case_id, item) > (")
                .push_bind(place.place);
            sql.push(", ").push_bind(place.day.unwrap_or(NO_DAY));
            sql.push(", coalesce(").push_bind(place.due()?);
            sql.push(", 'infinity'::timestamptz), ").push_bind(place.case.0);
            sql.push(", ").push_bind(place.item.clone()).push(")");
        }
    }
    Ok(())
}

fn listed(row: &PgRow, order: TaskOrder) -> Stored<Listed> {
    let day = match order {
        TaskOrder::FollowUp(_) => Some(row.try_get("follow_up")?),
        TaskOrder::Due | TaskOrder::Newest => None,
    };
    Ok((task(row)?, day))
}

fn task(row: &PgRow) -> Stored<(CaseId, TaskRow)> {
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
        opened_at: row.try_get("opened_at")?,
        due: row.try_get("due")?,
        plan_by: row.try_get("plan_by")?,
        owed: row.try_get("owed")?,
        raised: row.try_get("raised")?,
        case_title: row.try_get("case_title")?,
        flow_title: from_json(row.try_get("flow_title")?)?,
        counted: natural(row.try_get("counted")?)?,
        counted_at: row.try_get("counted_at")?,
        meets: meets.map(from_json).transpose()?,
    };
    Ok((CaseId(row.try_get("case_id")?), task))
}
