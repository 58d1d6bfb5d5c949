using System.Globalization;
using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>--events</c> and <c>--profile</c>: what is known of the coming buckets moves the forecast.</summary>
[Collection(CommandLine.Name)]
public sealed class EventCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();
    private readonly SeriesFiles _files;

    public EventCommandTests() => _files = new SeriesFiles(_folder);

    public void Dispose() => _folder.Dispose();

    /// <summary>Demand of 20 with a promotion that trebles it every seventh month; of the three months to come the second has one.</summary>
    [Fact]
    public async Task Forecast_Promotion_LiftsItsBucketAlone()
    {
        var input = Promotions();
        foreach (var methods in (string[])["auto", "ses"])
        {
            var rows = await Rows("forecast", input, "--horizon", "3", "--events", "promo", "--methods", methods, "--level", "80");
            Assert.Equal(["2024-01-01", "2024-02-01", "2024-03-01"], rows.Select(static r => r[1]));
            double[] mean = [.. rows.Select(static r => double.Parse(r[3], CultureInfo.InvariantCulture))];
            Assert.Equal(20, mean[0], 1.2);
            Assert.Equal(60, mean[1], 3.6);
            Assert.Equal(20, mean[2], 1.2);
        }
    }

    [Fact]
    public async Task Forecast_ArimaWithEvents_RegressesOnThem()
    {
        double[] mean = [.. (await Rows("forecast", Promotions(), "--horizon", "3", "--events", "promo", "--methods", "arima")).Select(static r => double.Parse(r[3], CultureInfo.InvariantCulture))];
        Assert.Equal(40, mean[1] - ((mean[0] + mean[2]) / 2), 2.0);
    }

    /// <summary>A forecast that knows the promotion is nearer to what came than one that does not.</summary>
    [Fact]
    public async Task Backtest_Events_LowerTheError()
    {
        async Task<double> Rmsse(params string[] more)
        {
            var call = await SegmlCall.RunAsync(["backtest", "--in", Promotions(), "--series", "item", "--time", "month", "--value", "units", "--horizon", "6", "--origins", "2", "--methods", "ses,mean", "--json", .. more]);
            Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
            using var json = JsonDocument.Parse(call.Out);
            return json.RootElement.GetProperty("leaderboard").EnumerateArray().First(static r => r.GetProperty("class").GetString() == "ALL" && r.GetProperty("method").GetString() == "ses").GetProperty("rmsse").GetDouble();
        }

        Assert.True(await Rmsse("--events", "promo") < 0.2 * await Rmsse());
    }

    /// <summary>Forty sparse items sell on Saturdays only twice as often as else: no item shows it, their group does.</summary>
    [Fact]
    public async Task Forecast_Profile_LendsTheWeekdaysOfTheGroup()
    {
        var random = new Core.Numerics.SplitMix64(3);
        var lines = new List<string>();
        for (var item = 0; item < 40; item++)
        {
            for (var t = 0; t < 140; t++)
            {
                lines.Add($"i{item:D2},{new DateOnly(2024, 1, 1).AddDays(t):yyyy-MM-dd},{(random.NextDouble() < (t % 7 == 5 ? 0.5 : 0.15) ? 2 : 0)},A");
            }
        }

        var input = _files.Csv("days.csv", "item,month,units,family", lines);
        var flat = await Rows("forecast", input, "--horizon", "7", "--methods", "sba");
        var lent = await Rows("forecast", input, "--horizon", "7", "--methods", "sba", "--profile", "family");
        double Day(List<string[]> rows, int step) => rows.Where(r => r[2] == $"{step}").Average(static r => double.Parse(r[3], CultureInfo.InvariantCulture));
        Assert.Equal(Day(flat, 1), Day(flat, 6), 12);
        Assert.InRange(Day(lent, 6) / Day(lent, 1), 2, 5);
    }

    [Theory]
    [InlineData("SEG-FCST-204", "--events", "promotion")]
    [InlineData("SEG-FCST-222", "--events", "units")]
    [InlineData("SEG-FCST-222", "--events", "note")]
    [InlineData("SEG-FCST-204", "--profile", "famly")]
    [InlineData("SEG-CLI-024", "--events", "promo", "--hierarchy", "family")]
    public async Task Forecast_WrongEvents_SaysWhat(string code, params string[] words)
    {
        var call = await SegmlCall.RunAsync(["forecast", "--in", Promotions(), "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--out", _folder.Path("out.csv"), .. words]);
        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
    }

    private string Promotions()
    {
        var lines = Enumerable.Range(0, 39).Select(static t => (t, Promo: t % 7 == 2)).Select(static x => $"a,{new DateOnly(2021, 1, 1).AddMonths(x.t):yyyy-MM-dd},{(x.t >= 36 ? "" : $"{(x.Promo ? 60 : 20) + (x.t % 3) - 1}")},{(x.Promo ? 1 : 0)},yes,A");
        return _files.Csv("promotions.csv", "item,month,units,promo,note,family", lines);
    }

    private async Task<List<string[]>> Rows(string verb, string input, params string[] more)
    {
        var output = _folder.Path("out.csv");
        var call = await SegmlCall.RunAsync([verb, "--in", input, "--series", "item", "--time", "month", "--value", "units", "--out", output, .. more]);
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        return SeriesFiles.Rows(output);
    }
}
