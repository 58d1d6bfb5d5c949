using System.Globalization;
using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>segml forecast</c> and <c>segml backtest</c> on small files: right numbers, and each series its forecast or its reason.</summary>
[Collection(CommandLine.Name)]
public sealed class ForecastCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();
    private readonly SeriesFiles _files;

    public ForecastCommandTests() => _files = new SeriesFiles(_folder);

    public void Dispose() => _folder.Dispose();

    /// <summary>golden/forecasts.json, int36_lumpy: statsforecast 2.1.1 CrostonClassic and CrostonSBA.</summary>
    [Theory]
    [InlineData("croston", 6.931254307)]
    [InlineData("sba", 6.58469159165)]
    public async Task Forecast_OneMethod_GivesTheGoldenNumber(string method, double expected)
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("a", SeriesFiles.IntermittentDemand));
        foreach (var levels in (string[][])[[], ["--level", "80"]])
        {
            var output = _folder.Path("out.csv");
            var call = await SegmlCall.RunAsync(["forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--methods", method, "--out", output, .. levels]);

            Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
            var rows = SeriesFiles.Rows(output, "item, month, step, mean, method, reason");
            Assert.Equal(["2024-01-01", "2024-02-01", "2024-03-01"], rows.Select(static r => r[1]));
            Assert.All(rows, r => Assert.Equal(expected, double.Parse(r[3], CultureInfo.InvariantCulture), 1e-8));
            Assert.All(rows, r => Assert.Equal((method, "only-candidate"), (r[4], r[5])));
        }
    }

    [Fact]
    public async Task Forecast_Levels_AreQuantileColumnsInOrder()
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("a", SeriesFiles.IntermittentDemand));
        var output = _folder.Path("out.parquet");
        var call = await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "2", "--level", "80,95", "--quantiles", "0.5", "--out", output, "--json");

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        using var json = JsonDocument.Parse(call.Out);
        Assert.Equal("M", json.RootElement.GetProperty("frequency").GetString());
        Assert.Equal(12, json.RootElement.GetProperty("season").GetInt32());
        foreach (var row in SeriesFiles.Rows(output, "q025, q10, q50, q90, q975"))
        {
            var numbers = row.Select(static x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(numbers.Order(), numbers);
            Assert.True(numbers[^1] > numbers[0] && numbers[0] >= 0);
        }
    }

    /// <summary>One broken series of each kind among good ones: the good ones are forecast as if alone.</summary>
    [Fact]
    public async Task Forecast_BrokenSeries_HaveTheirReasonAndDisturbNobody()
    {
        var good = SeriesFiles.Months("good", SeriesFiles.IntermittentDemand);
        var alone = _files.Csv("alone.csv", "item,month,units", good);
        string[] lines =
        [
            .. SeriesFiles.Months("first", SeriesFiles.IntermittentDemand),
            .. SeriesFiles.Months("negative", [1, -2, 3]), .. SeriesFiles.Months("infinite", [1, double.PositiveInfinity, 3]),
            "letters,2021-01-01,abc", "letters,2021-02-01,2",
            "twice,2021-01-01,1", "twice,2021-01-01,2",
            "weekly,2021-01-04,1", "weekly,2021-01-11,2", "weekly,2021-01-18,2", "weekly,2021-01-25,2",
            "timeless,never,1", ",2021-01-01,4",
            .. SeriesFiles.Months("zeros", new double[24]), .. SeriesFiles.Months("one", [5]), .. SeriesFiles.Months("missing", [double.NaN, double.NaN]),
            .. SeriesFiles.Months("huge", [1e300, 1e300, 2e300, 1e300]), .. SeriesFiles.Months("tiny", [1e-300, 1e-300, 2e-300]),
            .. good,
        ];
        var mixed = _files.Csv("mixed.csv", "item,month,units", lines);
        foreach (var methods in (string[])["auto", "sba"])
        {
            var (one, all) = (_folder.Path("one.csv"), _folder.Path("all.csv"));
            Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("forecast", "--in", alone, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--methods", methods, "--out", one)).Code);
            var call = await SegmlCall.RunAsync("forecast", "--in", mixed, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--methods", methods, "--out", all);

            Assert.Equal(ExitCode.Done, call.Code);
            var rows = SeriesFiles.Rows(all, "item, step, mean, method, reason");
            string Reason(string item) => Assert.Single(rows, r => r[0] == item && r[1] == "")[4];
            Assert.Equal("invalid-demand", Reason("negative"));
            Assert.Equal("invalid-demand", Reason("infinite"));
            Assert.Equal("invalid-demand", Reason("letters"));
            Assert.Equal("repeated-time", Reason("twice"));
            Assert.Equal("other-frequency", Reason("weekly"));
            Assert.Equal("no-time", Reason("timeless"));
            Assert.Equal("no-series-key", Reason(""));
            Assert.Equal("no-history", Reason("missing"));
            Assert.All(rows.Where(static r => r[0] == "zeros"), r => Assert.Equal(("0.0", "zero", "no-demand"), (r[2], r[3], r[4])));
            Assert.Equal(Enumerable.Repeat(methods == "auto" ? "5.0" : "4.75", 4), rows.Where(static r => r[0] == "one").Select(static r => r[2]));
            Assert.All(rows.Where(static r => r[0] is "huge" or "tiny"), r => Assert.True(double.IsFinite(double.Parse(r[2], CultureInfo.InvariantCulture))));
            Assert.Equal(SeriesFiles.Rows(one).Select(static r => string.Join(',', r)), SeriesFiles.Rows(all).Where(static r => r[0] == "good").Select(static r => string.Join(',', r)));
            Assert.Contains("no forecast for twice: repeated-time", call.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forecast_DisorderedRows_AreTheSameAsSorted()
    {
        string[] lines = [.. SeriesFiles.Months("a", SeriesFiles.IntermittentDemand), .. SeriesFiles.Months("b", SeriesFiles.IntermittentDemand.Reverse())];
        var sorted = await Forecast(_files.Csv("sorted.csv", "item,month,units", lines));
        var mixed = await Forecast(_files.Csv("mixed.csv", "item,month,units", lines.Select((line, i) => (line, i)).OrderBy(static x => x.i * 7919 % 72).Select(static x => x.line)));
        var backwards = await Forecast(_files.Csv("backwards.csv", "item,month,units", lines.Take(36).Reverse().Concat(lines.Skip(36).Reverse())));

        Assert.Equal(sorted, mixed);
        Assert.Equal(sorted, backwards);
    }

    [Fact]
    public async Task Forecast_Gaps_AreZeroUnlessMissing()
    {
        var dense = SeriesFiles.Months("a", SeriesFiles.IntermittentDemand).ToArray();
        var sparse = _files.Csv("sparse.csv", "item,month,units", dense.Where(static line => !line.EndsWith(",0", StringComparison.Ordinal)));

        Assert.Equal(await Forecast(_files.Csv("dense.csv", "item,month,units", dense)), await Forecast(sparse));
        Assert.NotEqual(await Forecast(sparse), await Forecast(sparse, "--gaps", "missing"));
    }

    [Fact]
    public async Task Forecast_Mask_IsNotADemandOfZero()
    {
        var demand = SeriesFiles.IntermittentDemand.ToArray();
        string[] masked = [.. SeriesFiles.Months("a", demand).Select((line, t) => $"{line},{(t is 5 or 6 or 30 ? 1 : 0)}")];
        string[] missing = [.. SeriesFiles.Months("a", demand.Select(static (d, t) => t is 5 or 6 or 30 ? double.NaN : d))];

        Assert.Equal(
            await Forecast(_files.Csv("missing.csv", "item,month,units", missing)),
            await Forecast(_files.Csv("masked.csv", "item,month,units,out", masked), "--mask", "out"));
    }

    [Fact]
    public async Task Forecast_EndTogether_FillsUpToTheLastBucket()
    {
        string[] lines = [.. SeriesFiles.Months("long", SeriesFiles.IntermittentDemand), .. SeriesFiles.Months("short", [3, 0, 2, 4, 0, 1])];
        var input = _files.Csv("ends.csv", "item,month,units", lines);
        Assert.Equal("2021-07-01", (await Forecast(input)).First(static r => r.StartsWith("short", StringComparison.Ordinal)).Split(',')[1]);
        Assert.Equal("2024-01-01", (await Forecast(input, "--end", "together")).First(static r => r.StartsWith("short", StringComparison.Ordinal)).Split(',')[1]);
    }

    /// <summary>The frequency is found, and the coming buckets keep to it: ends of months, weekdays, quarters, whole numbers.</summary>
    [Theory]
    [InlineData("M", "2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30")]
    [InlineData("M", "2021-01", "2021-02", "2021-03", "2021-04-01")]
    [InlineData("M", "2021-01-15", "2021-02-15", "2021-03-15", "2021-04-15")]
    [InlineData("Q", "2020-02-01", "2020-05-01", "2020-08-01", "2020-11-01")]
    [InlineData("Q", "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31")]
    [InlineData("Y", "2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31")]
    [InlineData("W", "2020-12-24", "2020-12-31", "2021-01-07", "2021-01-14")]
    [InlineData("D", "2020-12-30 00:00:00", "2020-12-31 00:00:00", "2021-01-01 00:00:00", "2021-01-02")]
    [InlineData("N", "7", "8", "9", "10")]
    public async Task Forecast_Frequency_IsFoundAndKept(string letter, string first, string second, string third, string next)
    {
        var input = _files.Csv("times.csv", "item,t,units", ((string[])[first, second, third]).Select(static (time, i) => $"a,{time},{i + 1}"));
        foreach (var given in (string[][])[[], ["--frequency", letter]])
        {
            var call = await SegmlCall.RunAsync(["forecast", "--in", input, "--series", "item", "--time", "t", "--value", "units", "--horizon", "1", "--out", _folder.Path("out.csv"), "--json", .. given]);
            Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
            Assert.Contains($"\"frequency\":\"{letter}\"", call.Out.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(next, Assert.Single(SeriesFiles.Rows(_folder.Path("out.csv"), "t"))[0]);
        }
    }

    /// <summary>Rows of a day added up to weeks: two Mondays' worth.</summary>
    [Fact]
    public async Task Forecast_RepeatsSum_AddsRowsOfABucket()
    {
        var months = SeriesFiles.Months("a", SeriesFiles.IntermittentDemand).ToArray();
        var split = months.SelectMany(static line => (string[])[line, line[..(line.LastIndexOf(',') + 1)] + "1"]);
        var added = SeriesFiles.Months("a", SeriesFiles.IntermittentDemand.Select(static d => d + 1));
        Assert.Equal(
            await Forecast(_files.Csv("added.csv", "item,month,units", added)),
            await Forecast(_files.Csv("split.csv", "item,month,units", split), "--repeats", "sum"));
    }

    [Theory]
    [InlineData("SEG-FCST-210", "--horizon", "0")]
    [InlineData("SEG-FCST-204", "--series", "itme")]
    [InlineData("SEG-FCST-203", "--value", "item")]
    [InlineData("SEG-FCST-013", "--methods", "sba,arimax")]
    [InlineData("SEG-FCST-211", "--season", "0")]
    [InlineData("SEG-FCST-213", "--out", "x.xlsx")]
    [InlineData("SEG-FCST-214", "--out", "no-such-folder/x.csv")]
    [InlineData("SEG-FCST-202", "--in", "no-such-file.csv")]
    [InlineData("SEG-FCST-201", "--in", "demand.docx")]
    [InlineData("SEG-FCST-205", "--time", "units2")]
    [InlineData("SEG-FCST-207", "--frequency", "N")]
    [InlineData("SEG-CLI-021", "--level", "80,x")]
    [InlineData("SEG-CLI-021", "--level", "120")]
    public async Task Forecast_WrongOption_SaysWhat(string code, string option, string value)
    {
        var input = _files.Csv("demand.csv", "item,month,units,units2", SeriesFiles.Months("a", SeriesFiles.IntermittentDemand).Select(static l => l + ",x"));
        var words = new Dictionary<string, string> { ["--in"] = input, ["--series"] = "item", ["--time"] = "month", ["--value"] = "units", ["--horizon"] = "3", ["--out"] = _folder.Path("out.csv") };
        words[option] = value;
        var call = await SegmlCall.RunAsync(["forecast", .. words.SelectMany(static w => (string[])[w.Key, w.Value])]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Path("out.csv")));
    }

    [Fact]
    public async Task Forecast_WithoutFile_SaysWhichOptionsAreMissing()
    {
        var call = await SegmlCall.RunAsync("forecast", "--horizon", "3");
        Assert.Equal(ExitCode.Usage, call.Code);
        Assert.Contains("'--in'", call.Error, StringComparison.Ordinal);
        Assert.Contains("'--out'", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListMethods_HasTheCatalogue()
    {
        var call = await SegmlCall.RunAsync("forecast", "--list-methods");
        Assert.Equal(ExitCode.Done, call.Code);
        Assert.All(Core.Forecasting.ForecasterCatalog.All, method => Assert.Contains(method.Name, call.Out, StringComparison.Ordinal));
    }

    /// <summary>A horizon and a season longer than the history: an answer for each series all the same.</summary>
    [Fact]
    public async Task Forecast_HorizonAndSeasonBeyondTheHistory_Answer()
    {
        var input = _files.Csv("short.csv", "item,month,units", [.. SeriesFiles.Months("a", [3, 0, 2, 4]), .. SeriesFiles.Months("b", [1])]);
        var rows = await Forecast(input, "--season", "24");
        Assert.Equal(8, rows.Count);
        Assert.All(rows, static r => Assert.DoesNotContain(",,", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backtest_Leaderboard_HasZeroAndAutoByClass_AndTheFileEverySeries()
    {
        string[] lines =
        [
            .. SeriesFiles.Months("lumpy", SeriesFiles.IntermittentDemand), .. SeriesFiles.Months("smooth", Enumerable.Range(0, 36).Select(static t => 100.0 + (t * 7 % 5))),
            .. SeriesFiles.Months("short", [1, 2]), .. SeriesFiles.Months("negative", Enumerable.Range(0, 36).Select(static t => t == 3 ? -1.0 : t)),
        ];
        var input = _files.Csv("demand.csv", "item,month,units", lines);
        var output = _folder.Path("scores.csv");
        var call = await SegmlCall.RunAsync("backtest", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "6", "--origins", "2", "--quantiles", "0.5,0.9", "--out", output, "--json");

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        using var json = JsonDocument.Parse(call.Out);
        var rows = json.RootElement.GetProperty("leaderboard").EnumerateArray().ToArray();
        Assert.Equal(["ALL", "LUMPY", "SMOOTH"], rows.Select(static r => r.GetProperty("class").GetString()!).Distinct());
        Assert.Contains(rows, static r => r.GetProperty("class").GetString() == "LUMPY" && r.GetProperty("method").GetString() == "zero");
        var auto = rows.Single(static r => r.GetProperty("class").GetString() == "ALL" && r.GetProperty("method").GetString() == "auto");
        Assert.Equal(2, auto.GetProperty("series").GetInt32());
        Assert.True(auto.GetProperty("pinball").GetDouble() > 0);

        // By hand: the zero forecast of the lumpy series at its two origins; scale of the history before each.
        var demand = SeriesFiles.IntermittentDemand.ToArray();
        double Rmsse(int origin) => Core.Accuracy.RootMeanSquaredScaledError.Measure(demand.AsSpan(0, origin), demand.AsSpan(origin, 6), new double[6]);
        var file = SeriesFiles.Rows(output, "item, method, origins, rmsse, reason");
        var zero = Assert.Single(file, static r => r[0] == "lumpy" && r[1] == "zero");
        Assert.Equal((Rmsse(24) + Rmsse(30)) / 2, double.Parse(zero[3], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("not-scored", Assert.Single(file, static r => r[0] == "short" && r[1] == "auto")[4]);
    }

    /// <summary>What is explained is what is forecast: method, reason and numbers; every candidate has its errors or why it has none.</summary>
    [Fact]
    public async Task Explain_Series_IsTheForecastWithItsCandidates()
    {
        var input = _files.Csv("demand.csv", "item,month,units", [.. SeriesFiles.Months("A-100", SeriesFiles.IntermittentDemand), .. SeriesFiles.Months("bad", [1, -1]), "twice,2021-01-01,1", "twice,2021-01-01,2"]);
        string[] words = ["forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--level", "90"];
        var call = await SegmlCall.RunAsync([.. words, "--explain", "A-100", "--json"]);
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        using var json = JsonDocument.Parse(call.Out);
        var explanation = json.RootElement;
        var row = (await Forecast(input))[0].Split(',');
        Assert.Equal((row[6], row[7]), (explanation.GetProperty("method").GetString()!, explanation.GetProperty("reason").GetString()!));
        Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture), explanation.GetProperty("forecast")[0].GetProperty("mean").GetDouble(), 12);
        var candidates = explanation.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal("chosen", candidates[0].GetProperty("state").GetString());
        Assert.Equal("zero", Assert.Single(candidates, static c => c.GetProperty("method").GetString() == "zero").GetProperty("state").GetString());
        Assert.All(candidates, static c => Assert.False(string.IsNullOrWhiteSpace(c.GetProperty("why").GetString())));
        Assert.Contains(candidates, static c => c.GetProperty("rmsse").ValueKind == JsonValueKind.Number && c.GetProperty("state").GetString() == "tested");
        Assert.StartsWith("LUMPY: ADI 4 ", explanation.GetProperty("demand_class").GetString(), StringComparison.Ordinal);

        var text = await SegmlCall.RunAsync([.. words, "--explain", "A-100"]);
        Assert.Contains("A-100 is forecast by", text.Out, StringComparison.Ordinal);
        Assert.Contains("36 buckets from 2021-01-01 to 2023-12-01, 9 with demand", text.Out, StringComparison.Ordinal);
        Assert.Contains("bad has no forecast (invalid-demand)", (await SegmlCall.RunAsync([.. words, "--explain", "bad"])).Out, StringComparison.Ordinal);
        Assert.Contains("twice has no forecast (repeated-time)", (await SegmlCall.RunAsync([.. words, "--explain", "twice"])).Out, StringComparison.Ordinal);
        var unknown = await SegmlCall.RunAsync([.. words, "--explain", "A-10"]);
        Assert.Equal(ExitCode.Failed, unknown.Code);
        Assert.Contains("Did you mean 'A-100'?", unknown.Error, StringComparison.Ordinal);
    }

    /// <summary>The parts of a seasonal forecast stand beside it, in text and for programs.</summary>
    [Fact]
    public async Task Explain_SeasonalMethod_ShowsItsPartsAndForm()
    {
        var input = _files.Csv("demand.csv", "item,month,units", SeriesFiles.Months("A", Enumerable.Range(0, 48).Select(static t => 100 + t + Math.Round(30 * Math.Sin(t * Math.PI / 6)))));
        string[] words = ["forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "12", "--explain", "A", "--methods"];
        var call = await SegmlCall.RunAsync([.. words, "holt-winters", "--json"]);
        using var json = JsonDocument.Parse(call.Out);
        var parts = json.RootElement.GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal(["level", "trend", "season"], parts.Select(static p => p.GetProperty("name").GetString()));
        for (var step = 0; step < 12; step++)
        {
            var mean = json.RootElement.GetProperty("forecast")[step].GetProperty("mean").GetDouble();
            Assert.Equal(mean, parts[0].GetProperty("forecast")[step].GetDouble() + parts[2].GetProperty("forecast")[step].GetDouble(), 6);
        }

        var text = (await SegmlCall.RunAsync([.. words, "ssa"])).Out;
        Assert.Contains("component 1", text, StringComparison.Ordinal);
        Assert.Matches("form [AM](N|A|Ad)[NAM],", (await SegmlCall.RunAsync([.. words, "ets"])).Out);
    }

    /// <summary>The same demand in units of 2^1000 and of 2^-1000 has the same class and the same scores; the class is not NONE.</summary>
    [Fact]
    public async Task Backtest_QuantitiesBeyondSquares_ScoreAsAnyOther()
    {
        string[] Lines(string item, int exponent) => [.. SeriesFiles.Months(item, SeriesFiles.IntermittentDemand.Select(units => Math.ScaleB(units, exponent)))];
        var input = _files.Csv("edges.csv", "item,month,units", [.. Lines("plain", 0), .. Lines("large", 1000), .. Lines("small", -1000)]);
        var output = _folder.Path("edges-scores.csv");
        var call = await SegmlCall.RunAsync("backtest", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "3", "--origins", "2", "--methods", "ses,tsb", "--out", output);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        var rows = SeriesFiles.Rows(output).GroupBy(static row => row[0]).ToDictionary(static g => g.Key, static g => g.Select(static row => string.Join(' ', row[1], row[2], Digits(row[4]), Digits(row[5]))).ToArray());
        Assert.Equal(rows["plain"], rows["large"]);
        Assert.Equal(rows["plain"], rows["small"]);
        Assert.All(rows["large"], static row => Assert.StartsWith("LUMPY", row, StringComparison.Ordinal));
        static string Digits(string number) => double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture) : number;
    }

    /// <summary>Weeks that begin anew each year lie on no week: the times are days, and the note says that most of them have no row.</summary>
    [Fact]
    public async Task MostBucketsEmpty_IsNotedWithTheFrequencyThatWasFound()
    {
        var input = _files.Csv("weeks.csv", "item,week,units", Enumerable.Range(0, 104).Select(static w => $"A,{new DateOnly(2023 + (w / 52), 1, 1).AddDays(7 * (w % 52)):yyyy-MM-dd},{w % 5}"));
        string[] words = ["--in", input, "--series", "item", "--time", "week", "--value", "units", "--horizon", "3"];
        Assert.Contains("The frequency was found to be D", (await SegmlCall.RunAsync(["backtest", .. words, "--origins", "1", "--methods", "ses"])).Out, StringComparison.Ordinal);
        Assert.Contains("86 % of the buckets have no row", (await SegmlCall.RunAsync(["forecast", .. words, "--out", _folder.Path("weeks-out.csv")])).Out, StringComparison.Ordinal);
    }

    /// <summary>A file of names alone, and a back-test of series that are all too short or broken: each says so.</summary>
    [Fact]
    public async Task Forecast_NothingToWorkWith_SaysWhy()
    {
        var empty = _files.Csv("empty.csv", "item,month,units", []);
        string[] words = ["--series", "item", "--time", "month", "--value", "units", "--horizon", "3"];
        Assert.Contains("SEG-FCST-202", (await SegmlCall.RunAsync(["forecast", "--in", empty, .. words, "--out", _folder.Path("out.csv")])).Error, StringComparison.Ordinal);
        var broken = _files.Csv("short.csv", "item,month,units", [.. SeriesFiles.Months("a", [1, 2, 3]), .. SeriesFiles.Months("b", [1, -2, 3]), "c,2021-01-01,1", "c,2021-01-01,1", "d,2021-01-01,"]);
        var call = await SegmlCall.RunAsync(["backtest", "--in", broken, .. words]);
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        Assert.Contains("0 of 4 series scored", call.Out, StringComparison.Ordinal);
        foreach (var why in (string[])["a value is negative", "two rows have the same time", "no bucket is known", "nothing is known before an origin", "try a shorter --horizon"])
        {
            Assert.Contains(why, call.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forecast_FormulaInAKey_IsDefusedInCsvAndKeptInParquet()
    {
        var input = _files.Csv("evil.csv", "item,month,units", SeriesFiles.Months("=cmd()", [1, 2, 3]));
        Assert.StartsWith("'=cmd()", (await Forecast(input))[0], StringComparison.Ordinal);
        var output = _folder.Path("out.parquet");
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "1", "--out", output)).Code);
        Assert.Equal("=cmd()", SeriesFiles.Rows(output)[0][0]);
    }

    /// <summary>Four and a half million rows go through files beside on their way: none is lost, and all are in order. Columns named like ours inside are no matter.</summary>
    [Fact]
    public async Task Forecast_MoreRowsThanAreKeptInMemory_AreWrittenInOrder()
    {
        const int Series = 450;
        var input = _files.Csv("demand.csv", "name,bucket,units", Enumerable.Range(1000, Series).SelectMany(static k => (string[])[$"{k},1,{k}", $"{k},2,{k}"]));
        var output = _folder.Path("out.parquet");
        var call = await SegmlCall.RunAsync("forecast", "--in", input, "--series", "name", "--time", "bucket", "--value", "units", "--horizon", "10000", "--methods", "naive", "--out", output);

        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        Assert.Equal(
            ["4500000", "true", "true"],
            SeriesFiles.Rows(output, "count(*), bool_and(step = file_row_number % 10000 + 1 AND bucket = step + 2), bool_and(name::INTEGER = 1000 + file_row_number // 10000 AND mean = name::INTEGER)").Single());
    }

    /// <summary>2.25 million rows are read in two parts, whose border lies within a series; the file is the same to the byte.</summary>
    [Fact]
    public async Task Forecast_PartsReadAtOnce_GiveTheSameBytes()
    {
        var input = _folder.Path("large.parquet");
        using (var engine = Storage.DuckDb.DuckDbEngine.Open())
        {
            engine.Execute($"COPY (SELECT 'item ' || (i // 751) AS item, DATE '2020-01-01' + CAST(i % 751 AS INTEGER) AS day, CASE WHEN i * 2654435761 % 101 < 70 THEN 0 ELSE i * 40503 % 9 END AS units FROM range(2253000) t(i)) TO '{input}' (FORMAT parquet)", null, TestContext.Current.CancellationToken);
        }

        var bytes = new List<byte[]>();
        foreach (var threads in (string[])["1", "2"])
        {
            var output = _folder.Path($"out-{threads}.parquet");
            Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("forecast", "--in", input, "--series", "item", "--time", "day", "--value", "units", "--horizon", "3", "--methods", "sba", "--threads", threads, "--out", output)).Code);
            bytes.Add(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
            Assert.Equal(9000, SeriesFiles.Rows(output, "item").Count);
        }

        Assert.Equal(bytes[0], bytes[1]);
    }

    private async Task<List<string>> Forecast(string input, params string[] more)
    {
        var output = _folder.Path("forecast.csv");
        var call = await SegmlCall.RunAsync(["forecast", "--in", input, "--series", "item", "--time", "month", "--value", "units", "--horizon", "4", "--level", "90", "--out", output, .. more]);
        Assert.Equal((ExitCode.Done, ""), (call.Code, call.Error));
        return [.. SeriesFiles.Rows(output).Select(static r => string.Join(',', r))];
    }
}
