using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Pipeline.Tests.Definition;

/// <summary>What needs no data is said before the first row is read, with the file and the line.</summary>
public sealed class DefinitionCheckTests : IDisposable
{
    private const string GoodPipeline = """
        name: own
        model: own
        entity: product_id
        ingest:
          sources:
            order_lines:
              path: lines.csv
              mapping: {order_id: a, order_date: b, product_id: c, quantity: d}
        """;

    private const string GoodModel = """
        name: own
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          xyz:
            kind: variability
            driver: cv
            cuts: {X: 0.5, Y: 1.0, Z: .inf}
        policies:
          AX: {service_level: 0.98}
          "*": {service_level: 0.9}
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("segml-def-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_GoodDefinitions_IsValid() => Assert.Equal("own", Read(GoodPipeline, GoodModel).Model.Name);

    [Theory]
    [InlineData("cuts: {X: 0.5, Y: 1.0, Z: .inf}", "cuts: {X: 1.5, Y: 1.0, Z: .inf}", "SEG-SEGM-001", "model.yaml:4: dimensions.xyz: XYZ: the cuts are [1.5, 1]")]
    [InlineData("\"*\": {service_level: 0.9}", "BX: {service_level: 0.9}", "SEG-POL-005", "model.yaml:8: policies has no line for ")]
    [InlineData("AX: {service_level: 0.98}", "AX: {service_level: 98}", "SEG-POL-001", "model.yaml:9: policies.AX.service_level is 98.")]
    [InlineData("AX: {service_level: 0.98}", "AW: {service_level: 0.98}", "SEG-SEGM-111", "model.yaml:9: policies.AW: no cell")]
    [InlineData("name: own", "name: other", "SEG-CFG-010", "model.yaml:1: name is 'other', but the folder of the model is 'own'.")]
    public void Read_WrongModel_NamesFileAndLine(string from, string to, string code, string what)
        => Refused(GoodPipeline, GoodModel.Replace(from, to, StringComparison.Ordinal), code, what);

    [Theory]
    [InlineData("entity: product_id", "entity: product", "SEG-FEAT-008", "pipeline.yaml:3: entity names 'product', which order_lines does not have.")]
    [InlineData("name: own", "name: other", "SEG-CFG-010", "pipeline.yaml:1: name is 'other', but the folder of the pipeline is 'own'.")]
    [InlineData("product_id: c, ", "", "SEG-ING-004", "pipeline.yaml:8: ingest.sources.order_lines.mapping lacks product_id.")]
    public void Read_WrongPipeline_NamesFileAndLine(string from, string to, string code, string what)
        => Refused(GoodPipeline.Replace(from, to, StringComparison.Ordinal), GoodModel, code, what);

    /// <summary>Every setting of the section with a value that cannot be: the setting, what was found, and the nearest word or the range.</summary>
    [Theory]
    [InlineData("horizon: 0", "SEG-FCST-101", "forecast.horizon is 0", "1 to 1000")]
    [InlineData("horizon: 99999999999", "SEG-CFG-004", "forecast.horizon is '99999999999'", "a whole number")]
    [InlineData("origins: -1", "SEG-FCST-102", "forecast.origins is -1", "1 to 100")]
    [InlineData("refit_every: -1", "SEG-FCST-111", "forecast.refit_every is -1", "0 for never")]
    [InlineData("critical_ratio: 95", "SEG-FCST-104", "forecast.critical_ratio is 95", "write 0.95")]
    [InlineData("critical_ratio: .nan", "SEG-CFG-004", "forecast.critical_ratio is '.nan'", "a number")]
    [InlineData("criterion: []", "SEG-CFG-004", "forecast.criterion holds a list", "one of squared-error, pinball, inventory-cost")]
    [InlineData("effort: thorogh", "SEG-CFG-004", "forecast.effort is 'thorogh'", "Did you mean 'thorough'?")]
    [InlineData("methods: [ses, crostn]", "SEG-FCST-013", "forecast.methods names 'crostn'", "Did you mean 'croston'?")]
    [InlineData("methods: [ses, ses]", "SEG-FCST-013", "forecast.methods names 'ses' 2 times", "once")]
    [InlineData("profile: levl_1", "SEG-FCST-105", "forecast.profile names 'levl_1', which is no column", "Did you mean 'level_1'?")]
    [InlineData("profile: ''", "SEG-FCST-105", "forecast.profile names ''", "Known here: total, segment, product_id, level_1")]
    [InlineData("profile: level_4", "SEG-FCST-105", "forecast.profile names 'level_4', which no source of products gives", "Did you mean 'level_1'?")]
    [InlineData("profile: country", "SEG-FCST-105", "forecast.profile names 'country', which is no column", "Known here: ")]
    [InlineData("events: [promotion]", "SEG-CFG-004", "forecast.events[0] is 'promotion'", "Did you mean 'promotions'?")]
    [InlineData("events: [holidays, holidays]", "SEG-FCST-109", "forecast.events names the same events twice", "once")]
    [InlineData("new_items: [level_1, total]", "SEG-CFG-004", "forecast.new_items holds a list", "lines below it")]
    [InlineData("new_items: {like: []}", "SEG-FCST-106", "forecast.new_items.like names no column", "level_1")]
    [InlineData("new_items: {like: [level_1, level_1]}", "SEG-FCST-106", "forecast.new_items.like names 'level_1' 2 times", "once")]
    [InlineData("new_items: {like: [levl_1]}", "SEG-FCST-105", "forecast.new_items.like names 'levl_1'", "Did you mean 'level_1'?")]
    [InlineData("new_items: {like: level_1, age: 0}", "SEG-FCST-112", "forecast.new_items.age is 0", "2 to 1000")]
    [InlineData("new_items: {like: level_1, age: 10000000}", "SEG-FCST-112", "forecast.new_items.age is 10000000", "2 to 1000")]
    [InlineData("hierarchy: {levels: []}", "SEG-HIER-005", "forecast.hierarchy.levels: The hierarchy has no level", "Name columns")]
    [InlineData("hierarchy: {levels: [level_1, level_1]}", "SEG-HIER-005", "forecast.hierarchy.levels: The level 'level_1' of the hierarchy is named 2 times", "once")]
    [InlineData("hierarchy: {levels: [total]}", "SEG-HIER-005", "forecast.hierarchy.levels: The level 'total' of the hierarchy is there without being named", "Name columns")]
    [InlineData("hierarchy: {levels: ['level_1*level_1']}", "SEG-HIER-005", "crosses a column with itself", "Name columns")]
    [InlineData("hierarchy: {levels: ['level_1*']}", "SEG-HIER-005", "lacks the name of a column", "Name columns")]
    [InlineData("hierarchy: {levels: ['segment*levl_1']}", "SEG-FCST-105", "forecast.hierarchy.levels names 'levl_1'", "Did you mean 'level_1'?")]
    [InlineData("hierarchy: {levels: [level_1], reconcile: mnit}", "SEG-FCST-107", "forecast.hierarchy.reconcile is 'mnit'", "Did you mean 'mint'?")]
    [InlineData("hierarchy: {levels: [level_1], reconcile: middle-out=levl_1}", "SEG-HIER-006", "forecast.hierarchy.reconcile: The level 'levl_1'", "Did you mean 'level_1'?")]
    [InlineData("hierarchy: {levels: [level_1], compare: 1000}", "SEG-FCST-108", "forecast.hierarchy.compare is 1000", "0 to 100")]
    [InlineData("changes: ''", "SEG-FCST-226", "forecast.changes is empty", "Name a CSV file")]
    [InlineData("changes: chnges.csv", "SEG-FCST-226", "forecast.changes: there is no file", "Did you mean 'changes.csv'?")]
    [InlineData("whole_units: yes", "SEG-CFG-004", "forecast.whole_units is 'yes'", "true or false")]
    [InlineData("parent: kep", "SEG-CFG-004", "forecast.parent is 'kep'", "Did you mean 'keep'?")]
    public void Read_WrongForecast_NamesTheSettingAndWhatToDo(string section, string code, string what, string fix)
    {
        Write(Path.Combine(_root, "pipelines", "own", "changes.csv"), "series,from,to,change,amount,reason,ends\n");
        var problem = Assert.Throws<ProblemException>(() => Read(WithProducts(section), GoodModel)).Problems[0];
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains("pipeline.yaml:", problem.What, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ForecastByColumnsThatAreThere_IsValid()
        => Assert.Equal("level_1", Read(WithProducts("profile: level_1\n  new_items: {like: [level_1, segment, total]}\n  hierarchy: {levels: [level_1, segment, 'level_1*segment']}"), GoodModel).Pipeline.Forecast.Profile);

    private static string WithProducts(string forecast) => $"{GoodPipeline}\n    products:\n      path: products.csv\n      mapping: {{product_id: c, level_1: g}}\nforecast:\n  {forecast}";

    [Fact]
    public void Read_WrongOverride_IsNamedAsTheOverride()
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Read(GoodPipeline, GoodModel, "forecast.horizon=0")).Problems);
        Assert.StartsWith("--set forecast.horizon: forecast.horizon is 0", problem.What, StringComparison.Ordinal);
    }

    /// <summary>Fifteen segments without a policy are one problem and not fifteen.</summary>
    [Fact]
    public void Read_FewPolicies_IsOneProblem()
        => Assert.Single(Assert.Throws<ProblemException>(() => Read(GoodPipeline, GoodModel.Replace("\"*\": {service_level: 0.9}", "", StringComparison.Ordinal))).Problems);

    private void Refused(string pipeline, string model, string code, string what)
    {
        var problem = Assert.Throws<ProblemException>(() => Read(pipeline, model)).Problems[0];
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    private Definitions Read(string pipeline, string model, params string[] overrides)
    {
        Write(Path.Combine(_root, "pipelines", "own", "pipeline.yaml"), pipeline);
        Write(Path.Combine(_root, "models", "own", "model.yaml"), model);
        return Definitions.Read("own", [_root], overrides);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
