using System.Globalization;
using System.Text;
using SegmentationML.Benchmarks.ServiceLoad;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The commands of the README and of other pages, in their order, in a folder that holds nothing but the files which they name: the program as its users call it.</summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    private readonly TemporaryWorkspace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("README.md", 10)]
    [InlineData("docs/contract.md", 3)]
    [InlineData("docs/segmentation.md", 8)]
    [InlineData("docs/operations.md", 14)]
    public async Task EveryCommandOfThePage_Works(string page, int least)
    {
        WriteFiles();
        var commands = Commands(await File.ReadAllTextAsync(Checkout.Path(page), TestContext.Current.CancellationToken));
        Assert.True(commands.Length >= least, $"{page} shows {commands.Length} commands.");
        foreach (var command in commands)
        {
            var (code, said) = command == "segml serve" ? await ServeAsync() : await RunAsync(command);
            Assert.True(code == ExitCode.Done, $"{command} ended with {code}:\n{said}");
        }
    }

    [Fact]
    public async Task Demo_OutsideOfTheCheckout_FindsItsPipeline()
    {
        var (code, said) = await RunAsync("segml demo");
        Assert.True(code == ExitCode.Done, said);
        Assert.True(File.Exists(_folder.Path("workspace", "reports", "demo-products", "latest.html")));
    }

    internal static string[] Commands(string page)
        => [.. page.Split('\n').Select(line => line.Split(" #")[0].Trim()).Where(line => line.StartsWith("segml ", StringComparison.Ordinal))];

    // 60 products with a line each in most weeks of two years; one of them is 4711.
    private void WriteFiles()
    {
        var lines = new StringBuilder("order_id,line,order_date,product_id,customer_id,quantity,unit_price\n");
        for (var week = 0; week < 104; week++)
        {
            for (var product = 4700; product < 4760; product++)
            {
                if ((week * 7 + product) % 5 != 0)
                {
                    var day = new DateOnly(2024, 1, 1).AddDays((week * 7) + (product % 6));
                    lines.Append(CultureInfo.InvariantCulture, $"O{week}-{product % 9},{product},{day:yyyy-MM-dd},{product},C{product % 7},{1 + ((week + product) % 4)},{2 + (product % 10)}.50\n");
                }
            }
        }

        File.WriteAllText(_folder.Path("lines.csv"), lines.ToString());
        using var engine = Storage.DuckDb.DuckDbEngine.Open();
        engine.Execute($"COPY (FROM read_csv('{_folder.Path("lines.csv")}', types = {{'product_id': 'VARCHAR', 'line': 'BIGINT', 'order_date': 'TIMESTAMP'}})) TO '{_folder.Path("lines.parquet")}' (FORMAT parquet)");
        File.WriteAllText(_folder.Path("items.csv"), "item,revenue,cv,price,days,orders\n" + string.Concat(Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"I{i},{10000 / i},{i * 0.05},{i * 4},{i},{41 - i}\n"))));
        File.WriteAllText(_folder.Path("demand.csv"), "item,month,units\n" + string.Concat(Enumerable.Range(0, 72).Select(i => string.Create(CultureInfo.InvariantCulture, $"I{i / 24},{new DateOnly(2023, 1, 1).AddMonths(i % 24):yyyy-MM-dd},{(i * 7 % 5) * (i % 3)}\n"))));
        Directory.CreateDirectory(_folder.Path("data-contracts", "order_lines"));
        File.Copy(Checkout.Path("data-contracts/order_lines/v1.yaml"), _folder.Path("data-contracts", "order_lines", "v1.yaml"));
    }

    /// <summary>A service, on a free port, that is asked to end once it is ready.</summary>
    private async Task<(int Code, string Said)> ServeAsync()
    {
        using var service = await ServedWorkspace.StartAsync(_folder.Folder, null, []);
        using var client = service.Client();
        Assert.Contains("spare-parts", await client.GetStringAsync("/api/v1/pipelines", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        service.Signal("TERM");
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (service.ExitCode, service.Log);
    }

    private Task<(int Code, string Said)> RunAsync(string command) => SegmlProcess.RunAsync(_folder.Folder, command);
}
