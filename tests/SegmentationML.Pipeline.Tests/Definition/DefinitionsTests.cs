using System.Text.Json.Nodes;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Tests.Definition;

/// <summary>Every pipeline of the repository, and what a wrong one is told.</summary>
public sealed class DefinitionsTests
{
    private static readonly string[] Roots = [Checkout.Root];

    public static TheoryData<string> Pipelines => [.. Definitions.Names(Roots)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Read_EveryPipelineOfTheRepository_IsValid(string name)
    {
        var definitions = Definitions.Read(name, Roots, []);

        Assert.Equal(name, definitions.Pipeline.Name);
        Assert.Equal(definitions.Pipeline.Model, definitions.Model.Name);
    }

    [Fact]
    public void Read_UnknownPipeline_HintsAtTheNearest()
    {
        var problem = Assert.Throws<ProblemException>(() => Definitions.Read("demo-product", Roots, [])).Problems[0];
        Assert.Equal(("SEG-CFG-005", "Did you mean 'demo-products'?"), (problem.Code, problem.Fix));
    }

    [Fact]
    public void Read_SeveralFaults_ListsAll()
    {
        var e = Assert.Throws<ProblemException>(() => Definitions.Read("demo-products", Roots, ["forecast.horizon=0", "time_zone=Mars/Olympus", "policy.order_cost=-1"]));
        Assert.Equal(["SEG-CFG-007", "SEG-FCST-101", "SEG-POL-003"], e.Problems.Select(p => p.Code));
    }

    [Fact]
    public void Schema_OfThePipeline_NamesEverySectionAndRequiredSetting()
    {
        var schema = YamlSchema.Of(typeof(PipelineDefinition), "pipeline.yaml");
        var properties = schema["properties"]!.AsObject();

        Assert.Equal(["name", "model", "entity", "ingest"], schema["required"]!.AsArray().Select(r => (string)r!));
        Assert.Contains("horizon", properties["forecast"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["day", "week", "month"], properties["features"]!["properties"]!["bucket"]!["enum"]!.AsArray().Select(r => (string)r!));
        Assert.Contains("Buckets to forecast", (string)properties["forecast"]!["properties"]!["horizon"]!["description"]!, StringComparison.Ordinal);
        Assert.IsType<JsonObject>(schema.DeepClone());
    }
}
