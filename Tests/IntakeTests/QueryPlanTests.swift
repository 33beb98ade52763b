import Testing

@testable import Intake

/// What a server's plan says of other servers.
@Suite struct QueryPlanTests {
  @Test func `a foreign table is found by its name, whatever letters it has`() {
    let plan = QueryPlan(
      json: """
        [{"Plan": {"Node Type": "Append", "Plans": [
          {"Node Type": "Seq Scan", "Schema": "public", "Relation Name": "sessions_0", "Plan Rows": 5},
          {"Node Type": "Foreign Scan", "Async Capable": true, "Schema": "öteki", "Relation Name": "a \\"b\\"", "Plan Rows": 7}
        ]}}]
        """)
    #expect(plan.foreignTables == ["\"öteki\".\"a \"\"b\"\"\""] && !plan.asksShards)
    #expect(plan.scans.map(\.table) == ["sessions_0"])
  }

  @Test func `of tables that a foreign server joins itself each is found`() {
    let plan = QueryPlan(
      json: """
        [{"Plan": {"Node Type": "Foreign Scan",
          "Relations": "((public.sessions_1 s) LEFT JOIN (public.\\"u (1) x\\" u)) INNER JOIN (public.c)"}}]
        """)
    #expect(plan.foreignTables == ["public.sessions_1", "public.\"u (1) x\"", "public.c"])
    // One that says nothing of its tables is not overlooked.
    #expect(QueryPlan(json: #"[{"Plan": {"Node Type": "Foreign Scan"}}]"#).foreignTables == [""])
  }

  @Test func `shards are asked where Citus plans the scan`() {
    let citus = """
      [{"Plan": {"Node Type": "Sort", "Plans": [
        {"Node Type": "Custom Scan", "Custom Plan Provider": "Citus Adaptive", "Plan Rows": 100000,
         "Distributed Query": {"Job": {"Task Count": 32}}}]}}]
      """
    #expect(QueryPlan(json: citus).asksShards)
    #expect(!QueryPlan(json: citus.replacing("Citus Adaptive", with: "Another")).asksShards)
    #expect(!QueryPlan(json: "nothing").asksShards)
  }
}
