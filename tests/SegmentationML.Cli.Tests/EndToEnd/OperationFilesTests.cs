using System.Diagnostics;
using System.Text.RegularExpressions;
using SegmentationML.Cli.Terminal;
using YamlDotNet.RepresentationModel;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The files of docs/operations: what systemd, a container engine and Prometheus would say of them.</summary>
public sealed partial class OperationFilesTests
{
    private static readonly string[] Instructions = ["FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD"];

    private static string File(string name) => System.IO.File.ReadAllText(Checkout.Path($"docs/operations/{name}"));

    [Fact]
    public void Unit_IsWhatSystemdTakes_AndLeavesLittleToAttack()
    {
        Assert.SkipUnless(System.IO.File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed.");
        using var scratch = new TemporaryWorkspace();
        var unit = scratch.Path("segml.service");
        System.IO.File.WriteAllText(unit, File("segml.service").Replace("/opt/segml/segml", "/usr/bin/env", StringComparison.Ordinal));
        var (code, said) = Analyze("verify", "--man=no", unit);
        Assert.True(code == 0 && !said.Contains("segml.service", StringComparison.Ordinal), said);
        (code, said) = Analyze("security", "--offline=yes", "--threshold=20", unit); // 2.0 of 10, "OK"; a unit without hardening has 9.6.
        Assert.True(code == 0, said);
    }

    [Fact]
    public void Unit_AndContainerFile_StartTheServiceWithOptionsThatItHas()
    {
        var unit = ExecStart().Match(File("segml.service")).Groups["words"].Value.Split(' ', StringSplitOptions.TrimEntries);
        var command = Command().Match(File("Dockerfile")).Groups["words"].Value.Split(',').Select(w => w.Trim(' ', '"')).ToArray();
        foreach (var words in new[] { unit, command })
        {
            var parsed = Segml.Root(new CommandContext(SegmlConsole.Of(TextWriter.Null, TextWriter.Null), TimeProvider.System)).Parse(words);
            Assert.Empty(parsed.Errors);
            Assert.Equal("serve", parsed.CommandResult.Command.Name);
        }
    }

    [Fact]
    public void ContainerFile_HasKnownInstructions_AndEndsAsAUserWithoutRights()
    {
        var lines = File("Dockerfile").Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToArray();
        Assert.All(lines, l => Assert.Contains(l.Split(' ')[0], Instructions));
        Assert.Equal("USER 1654:1654", lines.Last(l => l.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.True(Array.FindLastIndex(lines, l => l.StartsWith("USER ", StringComparison.Ordinal)) > Array.FindLastIndex(lines, l => l.StartsWith("RUN ", StringComparison.Ordinal)));
        var service = (YamlMappingNode)Yaml("compose.yaml")["services"]["segml"];
        Assert.Equal("true", service["read_only"].ToString());
        Assert.Equal("ALL", service["cap_drop"][0].ToString());
    }

    [Fact]
    public void AlertRules_NameFiguresThatTheServiceTells_AndThePageSaysWhatToDo()
    {
        var told = System.IO.File.ReadAllText(Checkout.Path("src/SegmentationML.Service/Api/MetricsRoutes.cs"));
        var page = System.IO.File.ReadAllText(Checkout.Path("docs/operations.md"));
        var rules = ((YamlSequenceNode)Yaml("prometheus-rules.yaml")["groups"][0]["rules"]).Children;
        Assert.True(rules.Count >= 6);
        foreach (var rule in rules)
        {
            Assert.Contains($"| {rule["alert"]} |", page, StringComparison.Ordinal);
            foreach (var figure in Figure().Matches(rule["expr"].ToString()).Select(m => m.Value.Replace("_bucket", "", StringComparison.Ordinal)))
            {
                Assert.Contains($"\"{figure}\"", told, StringComparison.Ordinal);
            }
        }
    }

    private static YamlMappingNode Yaml(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File(name)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static (int Code, string Said) Analyze(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", words) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    [GeneratedRegex(@"^ExecStart=/opt/segml/segml (?<words>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExecStart();

    [GeneratedRegex(@"^CMD \[(?<words>.+)\]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"(segml|process)_[a-z_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();
}
