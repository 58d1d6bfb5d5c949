using System.Globalization;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>New items by like ones, planners' changes beside the forecast, plans in whole units.</summary>
[Collection(CommandLine.Name)]
public sealed class PlanCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();
    private readonly SeriesFiles _files;

    public PlanCommandTests() => _files = new SeriesFiles(_folder);

    public void Dispose() => _folder.Dispose();

    /// <summary>By hand: the forecast is 0.4 a month (mean of 0, 1, 0, 1, 0); February is replaced by 7; the plan of the others adds up to whole units; an ended change is not used.</summary>
    [Fact]
    public async Task Changes_StandBesideTheForecast_WithTheirReason()
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("a", [0, 1, 0, 1, 0]));
        var changes = _files.Csv("changes.csv", "series,from,to,change,amount,reason,ends", ["a,2021-07-01,2021-07-01,replace,7,fair,2021-12-31", "a,2021-06-01,2021-09-01,multiply,100,old campaign,2021-04-30", "b,2021-06-01,2021-09-01,add,1,not there,2022-01-01"]);
        var output = _folder.Path("out.csv");
        var call = await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--methods", "mean", "--changes", changes, "--whole-units", "--out", output);

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        var rows = SeriesFiles.Rows(output, "month, mean, planned, change");
        Assert.All(rows, static r => Assert.Equal(0.4, double.Parse(r[1], CultureInfo.InvariantCulture), 12));
        Assert.Equal(["0.0", "7.0", "1.0", "0.0"], rows.Select(static r => r[2]));
        Assert.Equal(["", "fair", "", ""], rows.Select(static r => r[3]));
        Assert.Contains("One planned change has ended", call.Out, StringComparison.Ordinal);
        Assert.Contains("One planned change is for a series that is not there", call.Out, StringComparison.Ordinal);
    }

    /// <summary>A file of months such as 2021-07 takes changes written the same way.</summary>
    [Fact]
    public async Task Changes_NameMonthsAsTheFileDoes()
    {
        var input = _files.Csv("demand.csv", "item,month,units", ["a,2021-01,0", "a,2021-02,1", "a,2021-03,0", "a,2021-04,1", "a,2021-05,0"]);
        var changes = _files.Csv("changes.csv", "series,from,to,change,amount,reason,ends", ["a,2021-07,2021-07,replace,7,fair,2021-12"]);
        var output = _folder.Path("out.csv");
        var call = await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--methods", "mean", "--changes", changes, "--out", output);
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        Assert.Equal(["", "fair", ""], SeriesFiles.Rows(output, "change").Select(static r => r[0]));
    }

    [Theory]
    [InlineData("SEG-FCST-225", "a,2021-07-01,2021-07-01,replace,7,,2021-12-31")]
    [InlineData("SEG-FCST-226", "a,2021-07-01,2021-07-01,replace,7,fair,")]
    [InlineData("SEG-FCST-226", "a,2021-07-01,2021-07-01,double,7,fair,2021-12-31")]
    [InlineData("SEG-FCST-224", "a,2021-07-01,2021-07-01,replace,many,fair,2021-12-31")]
    public async Task Changes_WrongRow_IsRefusedWithItsNumber(string code, string row)
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("a", [0, 1, 0, 1, 0]));
        var changes = _files.Csv("changes.csv", "series,from,to,change,amount,reason,ends", ["a,2021-07-01,2021-07-01,add,1,fair,2021-12-31", row]);
        var call = await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--changes", changes, "--out", _folder.Path("out.csv"));
        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.Contains("Row 2", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewItems_WhereTheyAreNotUsed_AreRefused()
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("a", [0, 1, 0, 1, 0]));
        string[] words = ["--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "2", "--new-items", "item"];
        Assert.Contains("SEG-CLI-027", (await SegmlCall.RunAsync(["backtest", .. words])).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-CLI-027", (await SegmlCall.RunAsync(["forecast", "--explain", "a", .. words])).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-CLI-024", (await SegmlCall.RunAsync(["forecast", "--hierarchy", "item", "--out", _folder.Path("x.csv"), .. words])).Error, StringComparison.Ordinal);
        Assert.Contains("SEG-CLI-026", (await SegmlCall.RunAsync(["forecast", "--hierarchy", "item", "--whole-units", "--out", _folder.Path("x.csv"), .. words[..^2]])).Error, StringComparison.Ordinal);
    }

    /// <summary>Four items of a family began with 10, 20, 30 and 30 for ever; a fifth that has sold 10 once is to follow them, one of another family is not.</summary>
    [Fact]
    public async Task NewItems_FollowTheLaunchesOfTheirGroup()
    {
        static IEnumerable<string> From(string item, string family, int start, int length) => Enumerable.Range(start, length).Select(t => $"{item},{new DateOnly(2021, 1, 1).AddMonths(t):yyyy-MM-dd},{Math.Min(30, 10 * (t - start + 1))},{family}");
        var lines = From("old", "A", 0, 36).Concat(Enumerable.Range(1, 4).SelectMany(i => From($"a{i}", "A", i, 36 - i))).Concat(From("new", "A", 35, 1)).Concat(From("lone", "B", 35, 1));
        var output = _folder.Path("out.csv");
        var call = await SegmlCall.RunAsync("forecast", "--in", _files.Csv("demand.csv", "item,month,units,family", lines), "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--new-items", "family", "--new-item-age", "6", "--out", output);

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        var rows = SeriesFiles.Rows(output, "item, mean, method, reason");
        var launched = rows.Where(static r => r[0] == "new").ToArray();
        Assert.All(launched, static r => Assert.Equal(("launch-curve", "like-items"), (r[2], r[3])));
        Assert.Equal([20.0, 30.0, 30.0], launched.Select(static r => Math.Round(double.Parse(r[1], CultureInfo.InvariantCulture), 9)));
        Assert.All(rows.Where(static r => r[0] != "new"), static r => Assert.NotEqual("launch-curve", r[2]));
    }
}
