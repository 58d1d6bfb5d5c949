using SegmentationML.Core;
using SegmentationML.Pipeline.Contract;

namespace SegmentationML.Pipeline.Tests.Contract;

public sealed class ContractSetTests
{
    private const string Products = "kind: DataContract\napiVersion: v3.2.0\nversion: 1.0.0\nid: p\nschema: [{name: products, description: '${WHAT:-goods}'}]\n";

    [Fact]
    public void Load_RelativePath_IsFoundInTheFoldersAboveNearestFirst()
    {
        using var work = new WorkFolder();
        var pipeline = Directory.CreateDirectory(Path.Combine(work.Path, "pipelines", "shop")).FullName;
        Directory.CreateDirectory(Path.Combine(work.Path, "data-contracts"));
        work.Write("data-contracts/p.yaml", Products);
        var options = new ContractOptions { Tables = new Dictionary<string, string> { ["products"] = "data-contracts/p.yaml" } };
        var above = ContractSet.Load(options, pipeline);
        Assert.Equal("p", above.Files["products"].Contract.Id);

        Directory.CreateDirectory(Path.Combine(pipeline, "data-contracts"));
        work.Write("pipelines/shop/data-contracts/p.yaml", Products.Replace("id: p", "id: near", StringComparison.Ordinal));
        var near = ContractSet.Load(options, pipeline);
        Assert.Equal("near", near.Files["products"].Contract.Id);
        Assert.NotEqual(above.Digest, near.Digest);
        Assert.NotEqual(near.Digest, ContractSet.Load(options with { Variables = new Dictionary<string, string> { ["WHAT"] = "parts" } }, pipeline).Digest);
    }

    [Fact]
    public void Load_SeveralFaults_ListsThemAll()
    {
        using var work = new WorkFolder();
        work.Write("p.yaml", Products.Replace("products", "produkts", StringComparison.Ordinal));
        work.Write("c.yaml", "kind: [");
        var options = new ContractOptions { Tables = new Dictionary<string, string> { ["products"] = "p.yaml", ["customers"] = "c.yaml", ["suppliers"] = "s.yaml" } };
        var problems = Assert.Throws<ProblemException>(() => ContractSet.Load(options, work.Path)).Problems;

        Assert.Equal(["SEG-CONT-008", "SEG-CFG-003", "SEG-CONT-001"], problems.Select(p => p.Code));
        Assert.Contains("Did you mean 'produkts'?", problems[0].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BadOptions_ListsThemAll()
    {
        var options = new ContractOptions
        {
            Tables = new Dictionary<string, string> { ["order_line"] = "x.yaml", ["products"] = " " },
            QuarantineLimitPercent = 101,
            SqlSeconds = 0,
            SqlMegabytes = 1,
            Examples = -1,
        };
        Assert.Equal(6, options.Validate().Count());
        Assert.Contains("Did you mean 'order_lines'?", options.Validate().First().Fix, StringComparison.Ordinal);
        Assert.Empty(new ContractOptions().Validate());
    }
}
