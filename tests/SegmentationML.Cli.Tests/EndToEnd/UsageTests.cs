namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Wrong words, wrong files: one clear error, an exit code, nothing changed.</summary>
[Collection(CommandLine.Name)]
public sealed class UsageTests
{
    [Theory]
    [InlineData(ExitCode.Usage, "SEG-CLI-001", "frobnicate")]
    [InlineData(ExitCode.Usage, "SEG-CLI-001", "run")]
    [InlineData(ExitCode.Usage, "2011-12-10", "run", "demo-products", "--as-of", "10.12.2011")]
    [InlineData(ExitCode.Usage, "SEG-CLI-001", "run", "demo-products", "--from", "cooking")]
    [InlineData(ExitCode.Failed, "SEG-CFG-005", "run", "demo-product")]
    [InlineData(ExitCode.Failed, "SEG-CFG-004", "run", "demo-products", "--set", "forecast.horizn=3")]
    [InlineData(ExitCode.Failed, "SEG-CLI-002", "run", "demo-products", "--source", "order_lines")]
    [InlineData(ExitCode.Failed, "SEG-ING-008", "run", "demo-products", "--source", "order_line=x.csv")]
    [InlineData(ExitCode.Failed, "SEG-ING-010", "run", "demo-products", "--source", "order_lines=missing.csv")]
    [InlineData(ExitCode.Failed, "SEG-LEDG-015", "explain", "demo-products", "x")]
    [InlineData(ExitCode.Failed, "SEG-LEDG-017", "runs", "--ledger", "Host=db;Password=x")]
    [InlineData(ExitCode.Failed, "SEG-CLI-007", "new", "pipeline", "../evil")]
    [InlineData(ExitCode.Failed, "SEG-CFG-008", "model", "test", "retail-product")]
    [InlineData(ExitCode.Failed, "SEG-PUB-012", "model", "document", "demo-products@X")]
    [InlineData(ExitCode.Failed, "SEG-CLI-009", "segment", "--in", "missing.csv", "--key", "k", "--abc", "v", "--out", "x.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-013", "segment", "--in", "missing.csv", "--key", "k", "--out", "x.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-014", "segment", "--in", "missing.csv", "--key", "k", "--hml", "v:low", "--out", "x.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-010", "new", "contract", "x", "--table", "order_line")]
    [InlineData(ExitCode.Usage, "SEG-CLI-001", "cluster", "--in", "x.csv", "--features", "a", "--method", "kmean", "--out", "y.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLUS-101", "cluster", "--in", "missing.csv", "--features", "a", "--out", "y.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-022", "cluster", "--in", "missing.csv", "--features", "a", "--k", "many", "--out", "y.csv")]
    [InlineData(ExitCode.Usage, "'-1' is no whole number that fits for --seed.", "cluster", "--in", "x.csv", "--features", "a", "--seed", "-1", "--out", "y.csv")]
    [InlineData(ExitCode.Usage, "'abc' is no whole number that fits for", "case", "show", "abc")]
    [InlineData(ExitCode.Usage, "'2026-02-30' is no date", "snapshot", "show", "demo-products", "--as-of", "2026-02-30")]
    [InlineData(ExitCode.Failed, "SEG-CLI-058", "cluster", "--in", "x.csv", "--features", "a", "--out", "./x.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-058", "cluster", "--in", "x.csv", "--features", "a", "--out", "y.csv", "--report", "y.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-058", "segment", "--in", "x.csv", "--key", "k", "--abc", "v", "--out", "x.csv")]
    [InlineData(ExitCode.Failed, "SEG-CLI-004", "segment", "--in", "missing.csv", "--key", "k", "--abc", "v", "--out", "x.json")]
    [InlineData(ExitCode.Failed, "SEG-CLI-005", "segment", "--in", "missing.csv", "--key", "k", "--abc", "v", "--out", "nowhere/x.csv")]
    [InlineData(ExitCode.Failed, "SEG-HOOK-001", "webhook", "add", "erp", "http://127.0.0.1/hook")]
    [InlineData(ExitCode.Failed, "SEG-HOOK-004", "webhook", "test", "erp")]
    [InlineData(ExitCode.Failed, "SEG-ALRT-007", "alert", "silence", "--match", "kind =~ .*", "--reason", "quiet")]
    [InlineData(ExitCode.Failed, "SEG-ALRT-001", "alert", "silence", "--match", "kind", "--reason", "quiet")]
    [InlineData(ExitCode.Failed, "SEG-CLI-002", "alert", "test", "--label", "drift")]
    public async Task Call_WrongWords_SaysWhatAndExits(int code, string word, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        var call = await SegmlCall.RunAsync([.. args, "--workspace", workspace.Folder]);

        Assert.Equal(code, call.Code);
        Assert.Contains(word, call.Error, StringComparison.Ordinal);
        Assert.Contains("->", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Path("snapshots", "demo-products")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("runs")]
    [InlineData("explain")]
    [InlineData("snapshot", "list")]
    [InlineData("snapshot", "show")]
    [InlineData("snapshot", "export")]
    [InlineData("snapshot", "verify")]
    [InlineData("snapshot", "diff")]
    [InlineData("snapshot", "rollback")]
    [InlineData("snapshot", "expire")]
    [InlineData("snapshot", "tag")]
    [InlineData("snapshot", "alias")]
    [InlineData("contract", "check")]
    [InlineData("forecast")]
    [InlineData("cluster")]
    [InlineData("cluster", "score")]
    [InlineData("cluster", "export")]
    [InlineData("backtest")]
    [InlineData("new", "pipeline")]
    [InlineData("new", "contract")]
    [InlineData("model", "new")]
    [InlineData("model", "test")]
    [InlineData("model", "document")]
    [InlineData("model", "compare")]
    [InlineData("segment")]
    [InlineData("alert", "list")]
    [InlineData("alert", "silence")]
    [InlineData("alert", "test")]
    [InlineData("alert", "rules")]
    [InlineData("webhook", "add")]
    [InlineData("webhook", "list")]
    [InlineData("webhook", "remove")]
    [InlineData("webhook", "test")]
    [InlineData("webhook", "deliveries")]
    [InlineData("webhook", "replay")]
    [InlineData("schema")]
    [InlineData("completion")]
    public async Task Help_EveryVerb_HasExamples(params string[] verb)
    {
        var call = await SegmlCall.RunAsync([.. verb, "--help"]);

        Assert.Equal(ExitCode.Done, call.Code);
        Assert.Contains("Examples:", call.Out, StringComparison.Ordinal);
        Assert.Contains($"segml {string.Join(' ', verb)}", call.Out, StringComparison.Ordinal);
        Assert.Contains("--workspace", call.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_EveryShell_PrintsAScript(string shell, string word)
        => Assert.Contains(word, (await SegmlCall.RunAsync("completion", shell)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Schema_Pipeline_IsJson()
        => Assert.Contains("\"$schema\"", (await SegmlCall.RunAsync("schema", "pipeline")).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("'rnu' is not known here. Did you mean 'run'?", "rnu", "spare-parts")]
    [InlineData("'--wrokspace' is not known here. Did you mean '--workspace'?", "runs", "--wrokspace", "x")]
    [InlineData("'--sourec' is not known here. Did you mean '--source'?", "run", "demo-products", "--sourec", "a=b")]
    [InlineData("'exprot' is not known here. Did you mean 'export'?", "snapshot", "exprot", "demo-products")]
    [InlineData("'forcast' is no step. Did you mean 'forecast'? The steps are ingest, contract, features, segment, forecast, policy, publish, monitor.", "run", "demo-products", "--from", "forcast")]
    public async Task Call_MisspelledWord_IsOneErrorWithTheNearest(string message, params string[] args)
    {
        var call = await SegmlCall.RunAsync(args);

        Assert.Equal(ExitCode.Usage, call.Code);
        Assert.StartsWith($"error SEG-CLI-001: {message}", call.Error, StringComparison.Ordinal);
        Assert.Equal(2, call.Error.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("SEG-CLI-003", "snapshot", "list", "nix")]
    [InlineData("SEG-CLI-003", "snapshot", "verify", "nix")]
    [InlineData("SEG-CLI-003", "snapshot", "show", "nix")]
    [InlineData("SEG-CLI-003", "explain", "nix", "x")]
    [InlineData("SEG-CLI-030", "runs", "nix")]
    public async Task Look_AtAPipelineThatNeverRan_IsAProblem(string code, params string[] args)
    {
        using var workspace = new TemporaryWorkspace();
        Storage.Workspace.Open(workspace.Folder, TimeProvider.System).Dispose();
        var call = await SegmlCall.RunAsync([.. args, "--workspace", workspace.Folder]);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains($"error {code}: Pipeline 'nix' has no ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SameTimeAsAnother_IsBusyWithTheHolderNamed()
    {
        using var workspace = new TemporaryWorkspace();
        using var held = Storage.Workspace.Open(workspace.Folder, TimeProvider.System);
        using var lease = held.Ledger.Begin(new Pipeline.Ports.RunRequest("demo-products", "x"), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var call = await SegmlCall.RunAsync("run", "demo-products", "--workspace", workspace.Folder);

        Assert.Equal(ExitCode.Busy, call.Code);
        Assert.Contains(Environment.ProcessId.ToString(), call.Error, StringComparison.Ordinal);
    }
}
