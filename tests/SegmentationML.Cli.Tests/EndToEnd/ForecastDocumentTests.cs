using System.Text.RegularExpressions;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Every command that docs/forecast-command.md shows is run as it stands.</summary>
[Collection(CommandLine.Name)]
public sealed class ForecastDocumentTests
{
    [Fact]
    public async Task EveryCommand_OfThePage_Runs()
    {
        using var folder = new TemporaryWorkspace();
        var files = new SeriesFiles(folder);
        var demand = files.Csv("demand.csv", "item,month,units,family,site,promotion", Rows());
        files.Csv("changes.csv", "series,from,to,change,amount,reason,ends", ["A-100,2024-02-01,2024-03-01,multiply,1.5,advertised in week 6,2024-03-31"]);
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout(), "docs", "forecast-command.md"), TestContext.Current.CancellationToken);
        string[] commands = [.. Regex.Matches(page, "^segml (?<words>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(static m => m.Groups["words"].Value.Trim())];
        Assert.True(commands.Length >= 5);
        foreach (var command in commands)
        {
            string[] words = [.. command.Split(' ').Select(w => w is "demand.csv" ? demand : w.EndsWith(".csv", StringComparison.Ordinal) || w.EndsWith(".parquet", StringComparison.Ordinal) ? folder.Path(w) : w)];
            var call = await SegmlCall.RunAsync(words);
            Assert.True(call.Code == ExitCode.Done, $"{command}\n{call.Error}");
        }
    }

    private static IEnumerable<string> Rows()
    {
        foreach (var (item, family, site) in ((string, string, string)[])[("A-100", "A", "north"), ("A-200", "A", "south"), ("B-100", "B", "north")])
        {
            var line = 0;
            foreach (var row in SeriesFiles.Months(item, SeriesFiles.IntermittentDemand.Select(d => d + item[^3])))
            {
                yield return $"{row},{family},{site},{(line++ % 9 == 4 ? 1 : 0)}";
            }
        }
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
