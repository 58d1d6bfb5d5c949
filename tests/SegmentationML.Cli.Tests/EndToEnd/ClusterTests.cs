using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>segml cluster</c> on files.</summary>
[Collection(CommandLine.Name)]
public sealed class ClusterTests
{
    private const string Groups = "sku,cv,revenue,region,family\nb1,1.1,900,south,f1\na1,0.1,10,north,f1\na2,0.11,12,north,f2\nb2,1.12,905,south,f2\na3,0.12,11,north,\nb3,1.09,910,south,\na4,0.1,13,north,\nb4,1.13,890,south,\na5,0.13,9,north,\n";

    [Fact]
    public async Task Cluster_TwoGroups_WritesOneRowAKeyInTheOrderOfTheFile_WithReportAndModel()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, output) = (workspace.Path("in.csv"), workspace.Path("out.csv"));
        await File.WriteAllTextAsync(input, Groups);
        var call = await SegmlCall.RunAsync(["cluster", "--in", input, "--key", "sku", "--features", "cv,revenue", "--method", "kmeans", "--k", "2", "--out", output, "--report", workspace.Path("r.md"), "--model-out", workspace.Path("m.json"), "--json"]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        var rows = await File.ReadAllLinesAsync(output);
        Assert.StartsWith("sku,cluster,second_cluster,distance,margin", rows[0], StringComparison.Ordinal);
        Assert.Equal(["b1,K2", "a1,K1", "a2,K1", "b2,K2", "a3,K1", "b3,K2", "a4,K1", "b4,K2", "a5,K1"], rows[1..].Select(row => string.Join(',', row.Split(',')[..2])));
        using var summary = JsonDocument.Parse(call.Out);
        Assert.Equal(1, summary.RootElement.GetProperty("fidelity").GetDouble());
        Assert.Contains("CASE", await File.ReadAllTextAsync(workspace.Path("r.md")), StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"nearest-centre\"", await File.ReadAllTextAsync(workspace.Path("m.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEG-CLUS-007", "--features", "cv", "--method", "kmeans", "--k", "10")]
    [InlineData("SEG-CLUS-016", "--features", "cv", "--method", "sized-kmeans", "--k", "3", "--min-size", "4")]
    [InlineData("SEG-CLUS-103", "--features", "cv,revenu")]
    [InlineData("SEG-CLUS-107", "--features", "cv", "--log", "revenue")]
    [InlineData("SEG-CLUS-003", "--features", "cv", "--key", "region", "--method", "ward", "--k", "2")]
    [InlineData("SEG-CLUS-007", "--features", "cv", "--k", "10")]
    [InlineData("SEG-CLUS-016", "--features", "cv", "--k", "2", "--min-size", "5")]
    [InlineData("SEG-CLUS-022", "--features", "cv", "--method", "kmeans", "--k", "2", "--min-size", "2")]
    [InlineData("SEG-CLUS-022", "--features", "cv", "--method", "hdbscan", "--max-size", "2")]
    [InlineData("SEG-CLUS-022", "--features", "cv", "--method", "hdbscan", "--k", "2")]
    [InlineData("SEG-CLUS-022", "--features", "cv", "--method", "gmm", "--noise", "unassigned")]
    [InlineData("SEG-CLUS-022", "--features", "cv", "--method", "ward", "--key", "sku", "--together", "family")]
    [InlineData("SEG-CLUS-017", "--features", "cv", "--k", "2", "--key", "sku", "--together", "family", "--min-size", "2")]
    [InlineData("SEG-CLUS-110", "--features", "cv", "--k", "2", "--together", "family")]
    [InlineData("SEG-CLUS-101", "--features", "cv", "--k", "2", "--key", "sku", "--must-link", "missing.csv")]
    [InlineData("SEG-CLUS-005", "--features", "cv", "--weights", "cv=0")]
    [InlineData("SEG-CLI-022", "--features", "cv", "--k", "0")]
    [InlineData("SEG-CLUS-005", "--features", "cv", "--k", "2", "--gate", "2")]
    [InlineData("SEG-CLI-052", "--features", "cv", "--k", "2", "--gate", "0.6", "--resamples", "0")]
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

    /// <summary>The reason says what was given and what was found.</summary>
    [Theory]
    [InlineData("it finds its own number of clusters", "--method", "dbscan")]
    [InlineData("The method and the number of clusters were given", "--method", "kmeans", "--k", "2")]
    public async Task Cluster_AGivenMethod_SaysWhoChoseTheNumber(string reason, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), "id,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i},{(i % 2 * 100) + (i / 20.0)}\n"))));
        var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), "--key", "id", "--features", "x", "--resamples", "0", .. args, "--out", workspace.Path("out.csv")]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        Assert.Contains(reason, call.Out, StringComparison.Ordinal);
    }

    /// <summary>Values that no clustering can take, each row of the file named.</summary>
    [Theory]
    [InlineData("SEG-CLUS-008", "id,x,y\na,1,2\nb,1,2\nc,5,6\nd,5,6\n", "--method", "kmeans", "--k", "3")]
    [InlineData("SEG-CLUS-008", "id,x,y\na,1,2\nb,1,2\nc,5,6\nd,5,6\n", "--method", "ward", "--k", "3")]
    [InlineData("SEG-CLUS-006", "id,x,y\na,1,2\n")]
    [InlineData("SEG-CLUS-006", "id,x,y\na,1,2\nb,1,2\nc,1,2\n", "--k", "2")]
    [InlineData("SEG-CLUS-004", "id,x,y\na,1,2\nb,,3\nc,1,2\n", "--k", "2")]
    [InlineData("SEG-CLUS-004", "id,x,y\na,1,2\nb,nan,3\nc,1,2\n", "--k", "2")]
    [InlineData("SEG-CLUS-004", "id,x,y\na,1,2\nb,-inf,3\nc,1,2\n", "--k", "2", "--missing", "median")]
    [InlineData("SEG-CLUS-015", "id,x,y\na,0,0\nb,0,0\n", "--zeros", "x,y")]
    public async Task Cluster_BadValues_AreNamed(string code, string file, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), file);
        var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), "--key", "id", "--features", "x,y", .. args, "--out", workspace.Path("out.csv")]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.True(code != "SEG-CLUS-004" || call.Error.Contains("'x' is", StringComparison.Ordinal) && call.Error.Contains("in row 2, counted from 1", StringComparison.Ordinal), call.Error);
    }

    [Theory]
    [InlineData("one cluster", "--k", "1")]
    [InlineData("a constant feature is left out", "--features", "cv,constant", "--k", "2")]
    [InlineData("weights need no sum", "--weights", "cv=7,revenue=0.2", "--k", "2")]
    public async Task Cluster_WhatHasARule_IsDone(string rule, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), Groups.Replace(",family\n", ",family,constant\n", StringComparison.Ordinal).Replace(",f1\n", ",f1,5\n", StringComparison.Ordinal).Replace(",f2\n", ",f2,5\n", StringComparison.Ordinal).Replace("th,\n", "th,,5\n", StringComparison.Ordinal));
        var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), .. args.Contains("--features") ? args : [.. args, "--features", "cv,revenue"], "--out", workspace.Path("out.csv")]);

        Assert.Equal((rule, 0, ""), (rule, call.Code, call.Error));
        Assert.Equal(args.Contains("cv,constant"), call.Out.Contains("Left out, since alike in all rows: constant.", StringComparison.Ordinal));
    }

    /// <summary>A thousand features: the chooser does not try mixtures of more numbers than rows.</summary>
    [Fact]
    public async Task Cluster_AThousandFeatures_AreChosenFor()
    {
        using var workspace = new TemporaryWorkspace();
        string[] names = [.. Enumerable.Range(0, 1_000).Select(i => $"x{i}")];
        var rows = Enumerable.Range(0, 60).Select(row => string.Join(',', Enumerable.Range(0, 1_000).Select(i => ((row + i) % 3 == 0 ? 10 : 0) + ((row * 7919 + i * 104729) % 97 / 97.0))));
        await File.WriteAllLinesAsync(workspace.Path("in.csv"), [string.Join(',', names), .. rows]);
        var call = await SegmlCall.RunAsync(["cluster", "--in", workspace.Path("in.csv"), "--features", string.Join(',', names), "--resamples", "0", "--out", workspace.Path("out.csv"), "--json"]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        using var summary = JsonDocument.Parse(call.Out);
        Assert.Equal(3, summary.RootElement.GetProperty("clusters").GetArrayLength());
    }

    [Fact]
    public async Task Cluster_Links_AreKept_AndInfeasibleOnesNameTheKeys()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, output, links) = (workspace.Path("in.csv"), workspace.Path("out.csv"), workspace.Path("links.csv"));
        await File.WriteAllTextAsync(input, Groups);
        await File.WriteAllTextAsync(links, "a,b\na1,a2\na2,a3\na1,a3\n");
        string[] plain = ["cluster", "--in", input, "--key", "sku", "--features", "cv,revenue", "--resamples", "0", "--out", output];

        Assert.Equal(0, (await SegmlCall.RunAsync([.. plain, "--k", "2", "--together", "family"])).Code);
        var clusters = (await File.ReadAllLinesAsync(output))[1..].Select(row => row.Split(',')).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        Assert.Equal((clusters["a1"], clusters["a2"]), (clusters["b1"], clusters["b2"]));
        Assert.Equal(0, (await SegmlCall.RunAsync([.. plain, "--k", "3", "--cannot-link", links])).Code);
        clusters = (await File.ReadAllLinesAsync(output))[1..].Select(row => row.Split(',')).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        Assert.Equal(3, new[] { clusters["a1"], clusters["a2"], clusters["a3"] }.Distinct().Count());
        Assert.Contains("rows 'a1', 'a2', 'a3' cannot be parted as asked by 2 clusters", (await SegmlCall.RunAsync([.. plain, "--k", "2", "--cannot-link", links])).Error, StringComparison.Ordinal);
        Assert.Contains("must-links tie them together", (await SegmlCall.RunAsync([.. plain, "--k", "3", "--cannot-link", links, "--must-link", links])).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(links, "a,b\na1,zz\n");
        Assert.Contains("SEG-CLUS-111", (await SegmlCall.RunAsync([.. plain, "--must-link", links])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_RowsOfTheFit_AreWhatTheFitGave_AndTheModelGoesOn()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, model) = (workspace.Path("in.csv"), workspace.Path("m.json"));
        await File.WriteAllTextAsync(input, Groups);
        foreach (var method in (string[])["kmeans", "gmm", "ward", "kmedoids", "kprototypes"])
        {
            Assert.Equal("", (await SegmlCall.RunAsync(["cluster", "--in", input, "--key", "sku", "--features", "cv,region", "--method", method, "--k", "2", "--resamples", "0", "--out", workspace.Path("fit.csv"), "--model-out", model])).Error);
            Assert.Equal("", (await SegmlCall.RunAsync(["cluster", "score", "--model", model, "--in", input, "--key", "sku", "--out", workspace.Path("score.csv")])).Error);
            Assert.Equal(await File.ReadAllTextAsync(workspace.Path("fit.csv")), await File.ReadAllTextAsync(workspace.Path("score.csv")));
            var export = await SegmlCall.RunAsync(["cluster", "export", "--model", model, "--out", workspace.Path("m.onnx")]);
            Assert.Equal(method is "kmeans" or "gmm" ? "" : "error SEG-CLUS-024", export.Error.Split(':')[0]);
        }
    }

    [Fact]
    public async Task Score_OtherRows_FollowTheRulesOfTheFit()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, other, model, output) = (workspace.Path("in.csv"), workspace.Path("new.csv"), workspace.Path("m.json"), workspace.Path("out.csv"));
        await File.WriteAllTextAsync(input, Groups);
        string[] fit = ["cluster", "--in", input, "--key", "sku", "--features", "cv,region", "--method", "kprototypes", "--k", "2", "--resamples", "0", "--out", output, "--model-out", model];
        string[] score = ["cluster", "score", "--model", model, "--in", other, "--out", output];
        await File.WriteAllTextAsync(other, "region,cv\nwest,0.1\nsouth,1.1\n");

        Assert.Equal(0, (await SegmlCall.RunAsync(fit)).Code);
        var call = await SegmlCall.RunAsync(score);
        Assert.Equal(0, call.Code);
        Assert.Contains("1 row holds a 'region' that the fit did not see (west)", call.Error, StringComparison.Ordinal);
        Assert.Equal(["1,K1", "2,K2"], (await File.ReadAllLinesAsync(output))[1..].Select(row => row.TrimStart('0')[..4]));

        Assert.Equal(0, (await SegmlCall.RunAsync([.. fit, "--unseen", "refuse"])).Code);
        Assert.Contains("SEG-CLUS-013", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(other, "region,cv\nnorth,little\n");
        Assert.Contains("'cv' holds 'little', but was a number", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(other, "region,cv\nnorth,\n");
        Assert.Contains("SEG-CLUS-004", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(other, "region\nnorth\n");
        Assert.Contains("SEG-CLUS-103", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
        await File.AppendAllTextAsync(model, "x");
        Assert.Contains("SEG-CLUS-023", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
        File.Delete(model);
        Assert.Contains("SEG-CLUS-112", (await SegmlCall.RunAsync(score)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_StabilityAgainstAnEarlierWindow_IsReported()
    {
        using var workspace = new TemporaryWorkspace();
        var (input, earlier) = (workspace.Path("in.csv"), workspace.Path("q1.csv"));
        await File.WriteAllTextAsync(input, Groups);
        await File.WriteAllTextAsync(earlier, "sku,cluster\na1,K1\na2,K1\na3,K1\nb1,K2\nb2,K2\nb3,K1\ngone,K2\nlost,noise\n");
        var call = await SegmlCall.RunAsync(["cluster", "--in", input, "--key", "sku", "--features", "cv,revenue", "--k", "2", "--stability", "--against", earlier, "--out", workspace.Path("out.csv"), "--report", workspace.Path("r.md"), "--json"]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        using var summary = JsonDocument.Parse(call.Out);
        var agreement = summary.RootElement.GetProperty("agreements")[0].GetProperty("agreement");

        // Six keys in both, ten in either; one of six lies elsewhere: ARI by hand of the table (3 0 / 1 2).
        Assert.Equal((6, 0.6), (agreement.GetProperty("common").GetInt32(), agreement.GetProperty("coverage").GetDouble()));
        Assert.Equal(((4 - (6.0 * 7 / 15)) / (6.5 - (6.0 * 7 / 15))), agreement.GetProperty("adjusted_rand").GetDouble(), 12);
        Assert.Equal("silhouette, gap", summary.RootElement.GetProperty("counts")[1].GetProperty("chosen_by").GetString());
        var report = await File.ReadAllTextAsync(workspace.Path("r.md"));
        Assert.Contains("Over 100 resamples", report, StringComparison.Ordinal);
        Assert.Contains("## From window to window", report, StringComparison.Ordinal);
        Assert.Contains("## How many", report, StringComparison.Ordinal);
    }
}
