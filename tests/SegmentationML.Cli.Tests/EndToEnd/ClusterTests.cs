using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>segml cluster</c> on files.</summary>
[Collection(CommandLine.Name)]
public sealed class ClusterTests
{
    private const string Groups = "sku,cv,revenue,region\nb1,1.1,900,south\na1,0.1,10,north\na2,0.11,12,north\nb2,1.12,905,south\na3,0.12,11,north\nb3,1.09,910,south\na4,0.1,13,north\nb4,1.13,890,south\na5,0.13,9,north\n";

    [Fact]
    public async Task Cluster_TwoGroups_WritesOneRowAKeyInTheOrderOfTheFile_WithReportAndModel()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, output) = (workspace.Path("in.csv"), workspace.Path("out.csv"));
        await File.WriteAllTextAsync(input, Groups);
        var call = await SegmlCall.RunAsync(["cluster", "--in", input, "--key", "sku", "--features", "cv,revenue", "--method", "kmeans", "--k", "2", "--out", output, "--report", workspace.Path("r.md"), "--model", workspace.Path("m.json"), "--json"]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        var rows = await File.ReadAllLinesAsync(output);
        Assert.StartsWith("sku,cluster,second_cluster,distance,margin", rows[0], StringComparison.Ordinal);
        Assert.Equal(["b1,K2", "a1,K1", "a2,K1", "b2,K2", "a3,K1", "b3,K2", "a4,K1", "b4,K2", "a5,K1"], rows[1..].Select(row => string.Join(',', row.Split(',')[..2])));
        using var summary = JsonDocument.Parse(call.Out);
        Assert.Equal(1, summary.RootElement.GetProperty("fidelity").GetDouble());
        Assert.Contains("CASE", await File.ReadAllTextAsync(workspace.Path("r.md")), StringComparison.Ordinal);
        Assert.Contains("\"rule\": \"nearest-centre\"", await File.ReadAllTextAsync(workspace.Path("m.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEG-CLUS-007", "--features", "cv", "--method", "kmeans", "--k", "10")]
    [InlineData("SEG-CLUS-016", "--features", "cv", "--method", "sized-kmeans", "--k", "3", "--min-size", "4")]
    [InlineData("SEG-CLUS-103", "--features", "cv,revenu")]
    [InlineData("SEG-CLUS-107", "--features", "cv", "--log", "revenue")]
    [InlineData("SEG-CLUS-003", "--features", "cv", "--key", "region", "--method", "ward", "--k", "2")]
    public async Task Cluster_WhatCannotBe_SaysWhy_AndWritesNothing(string code, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), Groups);
        var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), .. args, "--out", workspace.Path("out.csv")]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.Path("out.csv")));
    }

    [Fact]
    public async Task Cluster_NamesBesideNumbers_AreTakenByKMedoids_AndEncodedForOthers()
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), Groups);
        foreach (var method in (string[])["kmedoids", "kprototypes", "ward", "auto"])
        {
            var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), "--key", "sku", "--features", "cv,region", "--method", method, "--k", "2", "--resamples", "0", "--out", workspace.Path("out.parquet")]);

            Assert.Equal((0, ""), (call.Code, call.Error));
            Assert.Contains("2 clusters", call.Out, StringComparison.Ordinal);
        }
    }
}
