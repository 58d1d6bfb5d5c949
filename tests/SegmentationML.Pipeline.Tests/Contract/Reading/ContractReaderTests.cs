using SegmentationML.Contracts.Standard;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Reading;

namespace SegmentationML.Pipeline.Tests.Contract.Reading;

public sealed class ContractReaderTests
{
    private const string Head = """
        kind: DataContract
        apiVersion: v3.2.0
        version: 1.0.0
        id: orders

        """;

    // Written for these tests by the standard's schema of v3.2.0: every section, with the two settings that may have two shapes in both of them.
    private const string Whole = Head + """
        name: Orders
        tenant: acme
        tags: [sales]
        status: active
        servers:
          - {server: files, type: local, path: ./data, format: csv}
        description: {purpose: Segments, limitations: none, usage: weekly}
        domain: sales
        context: Ask before joining.
        team:
          - {username: ada, role: owner, dateIn: 2025-01-01}
        roles:
          - {role: reader, access: read}
        support:
          - {channel: mail, tool: email}
        price: {priceAmount: 9.5, priceCurrency: EUR, priceUnit: megabyte}
        contractCreatedTs: 2026-01-01T00:00:00Z
        customProperties:
          - {property: quarantineLimitPercent, value: 2.5, vendor: acme}
        schema:
          - name: orders
            id: orders_tbl
            physicalType: table
            dataGranularityDescription: one line
            context: {instructions: Sum amounts., constraints: [{constraint: No names.}]}
            synonyms: [{synonym: sales, locale: en}]
            customProperties: [{property: totals, value: [amount]}]
            quality:
              - {metric: rowCount, mustBeGreaterThan: 0}
              - {type: sql, query: 'SELECT count(*) FROM {object} WHERE amount < 0', mustBe: 0, severity: warning}
              - {type: text, description: Amounts are net.}
              - {type: custom, engine: soda, implementation: {type: duplicate_percent}}
              - {metric: duplicateValues, mustBe: 0, arguments: {properties: [id, amount]}}
            relationships:
              - {from: [orders.id], to: [products.id]}
            properties:
              - {name: id, id: id_col, logicalType: string, primaryKey: true, primaryKeyPosition: 1, logicalTypeOptions: {minLength: 1, maxLength: 20, pattern: '^[A-Z]'}}
              - name: amount
                logicalType: number
                required: true
                examples: [1.5, 2]
                logicalTypeOptions: {minimum: -1, exclusiveMaximum: 1e6, multipleOf: 0.01, format: f64}
                quality:
                  - {metric: nullValues, mustBeLessThan: 5, unit: percent, dimension: cp}
                  - {metric: missingValues, mustBe: 0, arguments: {missingValues: [null, 0]}}
                  - {metric: invalidValues, mustBe: 0, arguments: {validValues: [1, 2]}}
              - {name: day, logicalType: date, logicalTypeOptions: {minimum: 2000-01-01, format: yyyy-MM-dd}}
              - {name: state, logicalType: string, enum: [{value: open, label: Open}, {value: 'no'}], relationships: [{to: states.code}]}
              - {name: tags, logicalType: array, items: {logicalType: string}, logicalTypeOptions: {maxItems: 3, uniqueItems: true}}
              - {name: address, logicalType: object, properties: [{name: zip, logicalType: string}]}
              - {name: prices, logicalType: map, map: {key: {logicalType: string}, value: {logicalType: number}}}
              - {name: embedding, logicalType: vector, logicalTypeOptions: {dimensions: 3}}
        slaProperties:
          - {property: LY, value: 4, unit: d, element: orders.day, driver: regulatory}
          - {property: retention, value: 3, unit: y}
        """;

    [Fact]
    public void Parse_WholeContract_GivesEverySection()
    {
        var contract = ContractReader.Parse(Whole, "orders.yaml");

        var table = Assert.Single(contract.Schema);
        Assert.Equal(["id", "amount", "day", "state", "tags", "address", "prices", "embedding"], table.Properties.Select(p => p.Name));
        Assert.Equal((LogicalType.Number, (object)-1L, (object)1_000_000m, 0.01m), (table.Properties[1].LogicalType, table.Properties[1].LogicalTypeOptions!.Minimum, table.Properties[1].LogicalTypeOptions!.ExclusiveMaximum, table.Properties[1].LogicalTypeOptions!.MultipleOf));
        Assert.Equal([null, 0L], table.Properties[1].Quality[1].Arguments!.MissingValues!);
        Assert.Equal("2000-01-01", table.Properties[2].LogicalTypeOptions!.Minimum);
        Assert.Equal(["open", "no"], table.Properties[3].Enum!.Select(e => e.Value));
        Assert.Equal(("ada", "2025-01-01"), (contract.Team!.Members[0].Username, contract.Team.Members[0].DateIn));
        Assert.Equal(("Ask before joining.", "Sum amounts."), (contract.Context!.Instructions, table.Context!.Instructions));
        Assert.Equal(QualityMetric.RowCount, table.Quality[0].Metric);
        Assert.Equal(2.5m, contract.CustomProperties[0].Value);
    }

    [Theory]
    [InlineData("v3.0.2")]
    [InlineData("v3.1.0")]
    public void Parse_EarlierVersion_IsReadWithItsStatus(string version)
        => Assert.Equal(version, ContractReader.Parse($"kind: DataContract\napiVersion: {version}\nversion: 1\nid: x\nstatus: draft\nteam: [{{username: ada}}]\n", "x.yaml").ApiVersion);

    [Fact]
    public void Parse_V32Settings_AreRefusedInV31EachByItsName()
    {
        var problems = Problems(Whole.Replace("v3.2.0", "v3.1.0", StringComparison.Ordinal));

        string[] expected = ["context", "customProperties[0].vendor", "schema[0].context", "schema[0].synonyms", "schema[0].properties[3].enum", "schema[0].properties[6].map", "schema[0].properties[6].logicalType", "schema[0].properties[7].logicalType"];
        Assert.Equal(expected, problems.Where(p => p.What.Contains("since v3.2.0", StringComparison.Ordinal)).Select(p => p.What.Split(' ')[1]));
    }

    [Theory]
    [InlineData("kind: DataProduct\napiVersion: v3.1.0", "SEG-CONT-002", "kind is 'DataProduct'", "kind: DataContract")]
    [InlineData("apiVersion: v3.1.0", "SEG-CONT-002", "kind is missing", "kind: DataContract")]
    [InlineData("kind: DataContract\napiVersion: v9", "SEG-CONT-002", "apiVersion is 'v9'", "v3.2.0")]
    [InlineData("kind: DataContract\napiVersion: v2.2.2", "SEG-CONT-002", "apiVersion is 'v2.2.2'", "another shape")]
    [InlineData("- a list", "SEG-CONT-002", "kind is missing", "kind: DataContract")]
    [InlineData("kind: [", "SEG-CFG-003", "orders.yaml:", "YAML syntax")]
    [InlineData("kind: DataContract\nkind: DataContract", "SEG-CFG-003", "stands twice", "Keep one")]
    [InlineData("kind: &a DataContract\nid: *a", "SEG-CFG-003", "anchor", "Write the value out")]
    [InlineData("kind: !!python/object:os.system x", "SEG-CFG-003", "tag", "plain data")]
    public void Parse_NotAContract_SaysSoBeforeAnythingElse(string text, string code, string what, string fix)
    {
        var problem = Assert.Single(Problems(text));
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nam: Orders", "nam is not a setting", "Did you mean 'name'?")]
    [InlineData("schema: [{name: a, propertys: []}]", "propertys is not a setting", "Did you mean 'properties'?")]
    [InlineData("schema: [{name: a}, {name: A}]", "schema holds 'a' twice", "own name")]
    [InlineData("schema: [{name: a, properties: [{logicalType: string}]}]", "properties[0].name is missing", "required")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: text}]}]", "logicalType is 'text'", "Known here: string")]
    [InlineData("schema: [{name: a, id: 'a b'}]", "schema[0].id is 'a b'", "letters")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, logicalTypeOptions: {minimum: 1}}]}]", "minimum does not go with the type string", "minLength")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalTypeOptions: {minimum: 1}}]}]", "without logicalType", "Add the type")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: integer, logicalTypeOptions: {minimum: '1'}}]}]", "minimum is '1'", "without quotes")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: number, logicalTypeOptions: {minimum: 2, maximum: 1}}]}]", "a minimum above its maximum", "No value fits")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: number, logicalTypeOptions: {multipleOf: 0}}]}]", "multipleOf is 0", "above 0")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: integer, logicalTypeOptions: {format: f64}}]}]", "format is 'f64'", "i64")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: date, logicalTypeOptions: {minimum: 31.01.2000}}]}]", "minimum is '31.01.2000'", "2026-01-31")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: date, logicalTypeOptions: {format: YYYY}}]}]", "format is 'YYYY'", "DateTimeFormatter")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, logicalTypeOptions: {minLength: 3, maxLength: 2}}]}]", "minLength", "smaller one first")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, logicalTypeOptions: {pattern: '(?=x)'}}]}]", "looks around", "Rewrite it")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, enum: []}]}]", "enum is empty", "at least one")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, enum: [{value: a}, {value: a}]}]}]", "'a' stands twice", "Keep one")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, enum: [{value: 5}]}]}]", "'5' is not a value of the type string", "quotes")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, enum: [{label: A}]}]}]", "value is missing", "required")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: map}]}]", "map is missing", "key and value")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: vector}]}]", "logicalTypeOptions is missing", "dimensions")]
    [InlineData("schema: [{name: a, properties: [{name: x, logicalType: string, items: {logicalType: string}}]}]", "the type is not array", "logicalType: array")]
    [InlineData("schema: [{name: a, properties: [{name: x, primaryKeyPosition: 1}]}]", "without primaryKey", "primaryKey: true")]
    [InlineData("schema: [{name: a, properties: [{name: x, primaryKey: true, primaryKeyPosition: 1}, {name: y, primaryKey: true, primaryKeyPosition: 1}]}]", "primaryKeyPositions", "own place")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount}]}]", "says nothing of what must be", "exactly one operator")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBeGreaterThan: 0, mustBeLessThan: 9}]}]", "has mustBeGreaterThan and mustBeLessThan", "mustBeBetween")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBeBetween: [5, 1]}]}]", "mustBeBetween is [5, 1]", "smaller one first")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBeBetween: [5]}]}]", "mustBeBetween is [5]", "two numbers")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBe: lots}]}]", "mustBe is 'lots'", "Write a number")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBe: true}]}]", "mustBe is true or false", "Write a number")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBe: 1, unit: percent}]}]", "unit is 'percent'", "in rows")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCounts, mustBe: 1}]}]", "metric is 'rowCounts'", "Did you mean 'rowCount'?")]
    [InlineData("schema: [{name: a, quality: [{rule: rowCount, mustBe: 1}]}]", "('rowCount') is deprecated", "metric")]
    [InlineData("schema: [{name: a, quality: [{metric: nullValues, mustBe: 0}]}]", "is about a column, but stands at the table", "column's quality")]
    [InlineData("schema: [{name: a, properties: [{name: x, quality: [{metric: rowCount, mustBe: 0}]}]}]", "stands at a column", "table's quality")]
    [InlineData("schema: [{name: a, properties: [{name: x, quality: [{metric: invalidValues, mustBe: 0, arguments:, pattern: a}]}]}]", "pattern is not a setting", "Known here")]
    [InlineData("schema: [{name: a, properties: [{name: x, quality: [{metric: invalidValues, mustBe: 0}]}]}]", "arguments is missing", "validValues")]
    [InlineData("schema: [{name: a, properties: [{name: x, quality: [{metric: nullValues, mustBe: 0, arguments: {pattern: a}}]}]}]", "is no argument of nullValues", "Leave it out")]
    [InlineData("schema: [{name: a, quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [other]}}], properties: [{name: x}]}]", "names 'other'", "Known here: x")]
    [InlineData("schema: [{name: a, quality: [{type: sql, mustBe: 0}]}]", "query is missing", "needs its query")]
    [InlineData("schema: [{name: a, quality: [{type: text, mustBe: 0}]}]", "measures nothing", "Leave it out")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, query: SELECT 1, mustBe: 0}]}]", "query does not go with the rule's type", "library, sql or custom")]
    [InlineData("schema: [{name: a, quality: [{type: custom, engine: soda}]}]", "implementation is missing", "implementation")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBe: 0, severity: erorr}]}]", "severity is 'erorr'", "Did you mean 'error'?")]
    [InlineData("schema: [{name: a, quality: [{metric: rowCount, mustBe: 0, dimension: complete}]}]", "dimension is 'complete'", "completeness")]
    [InlineData("schema: [{name: a, properties: [{name: d, logicalType: date}]}]\nslaProperties: [{property: latency, value: 4, unit: d, element: a.e}]", "names 'a.e'", "Did you mean 'a.d'?")]
    [InlineData("schema: [{name: a, properties: [{name: d, logicalType: date}]}]\nslaProperties: [{property: latency, value: 4, unit: fortnight, element: d}]", "unit is 'fortnight'", "s, min, h, d")]
    [InlineData("schema: [{name: a, properties: [{name: d, logicalType: string}]}]\nslaProperties: [{property: latency, value: 4, unit: d, element: d}]", "which is not a date", "date or timestamp")]
    [InlineData("slaProperties: [{property: latency, value: soon, unit: d}]", "value is 'soon'", "above 0")]
    [InlineData("schema: [{name: a, relationships: [{from: [a.x, a.y], to: [b.x]}], properties: [{name: x}, {name: y}]}]", "from 2 to 1 columns", "as many columns")]
    [InlineData("schema: [{name: a, properties: [{name: x, relationships: [{from: a.x, to: b.x}]}]}]", "is given at a column", "Leave it out")]
    [InlineData("servers: [{server: a, type: mongodb}]", "servers[0].type is 'mongodb'", "postgresql")]
    [InlineData("servers: [{server: a}]", "servers[0].type is missing", "its type")]
    [InlineData("customProperties: [{property: quarantineLimitPercent, value: 101}]", "is not a percentage", "[0, 100]")]
    [InlineData("schema: [{name: a, customProperties: [{property: totals, value: amont}], properties: [{name: amount, logicalType: number}]}]", "sums the column 'amont'", "Did you mean 'amount'?")]
    [InlineData("description: {purpose: '${WHO}'}", "the variable ${WHO} has no value", "the environment is not read")]
    public void Parse_BadShape_SaysWhatWhereAndWhatToDo(string text, string what, string fix)
    {
        var problems = Problems(Head + text);
        Assert.Contains(problems, p => p.What.Contains(what, StringComparison.Ordinal) && p.Fix.Contains(fix, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.Matches("^orders\\.yaml:[0-9]+: ", p.What));
    }

    [Fact]
    public void Parse_SeveralFaults_ListsAllWithTheirLines()
    {
        var problems = Problems(Head + """
            schema:
              - name: a
                quality:
                  - {metric: rowCount}
                properties:
                  - {name: x, logicalType: number,
                     logicalTypeOptions: {multipleOf: -1}}
            """);

        Assert.Equal(["orders.yaml:11: schema[0].properties[0].logicalTypeOptions.multipleOf is -1.", "orders.yaml:8: schema[0].quality[0] says nothing of what must be."], problems.Select(p => p.What));
    }

    [Fact]
    public void Parse_Variables_ComeFromTheCallerOrTheirDefaultAndStayText()
    {
        const string text = Head + """
            name: ${NAME} of ${REGION:-EU}
            domain: ${EMPTY:-sales}
            schema: [{name: a, quality: [{type: sql, query: 'SELECT 1 FROM ${table}', mustBe: 1}]}]
            """;
        var contract = ContractReader.Parse(text, "orders.yaml", new Dictionary<string, string> { ["NAME"] = "Orders", ["EMPTY"] = "" });

        Assert.Equal(("Orders of EU", "sales", "SELECT 1 FROM ${table}"), (contract.Name, contract.Domain, contract.Schema[0].Quality[0].Query));
        Assert.Contains("mustBe", Problems(Head + "schema: [{name: a, quality: [{metric: rowCount, mustBe: '${N:-5}'}]}]")[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_VariableOfTheEnvironment_IsNotFilled()
        => Assert.Contains(Problems(Head + "name: ${PATH}"), p => p.Code == "SEG-CONT-006");

    [Fact]
    public void Read_MissingFile_SaysSo()
        => Assert.Equal("SEG-CONT-001", Assert.Throws<ProblemException>(() => ContractReader.Read(Path.Combine(Path.GetTempPath(), "no-such-contract.yaml"))).Problems[0].Code);

    [Fact]
    public void Read_FileThatIsNotText_SaysSo()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x6b, 0xff, 0xfe]);
            Assert.Contains("UTF-8", Assert.Throws<ProblemException>(() => ContractReader.Read(path)).Problems[0].What, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IReadOnlyList<Problem> Problems(string text) => Assert.Throws<ProblemException>(() => ContractReader.Parse(text, "orders.yaml")).Problems;
}
