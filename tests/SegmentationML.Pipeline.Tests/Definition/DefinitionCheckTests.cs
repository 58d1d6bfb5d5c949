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
