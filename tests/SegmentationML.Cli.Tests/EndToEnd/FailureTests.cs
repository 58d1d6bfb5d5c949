using System.CommandLine;
using SegmentationML.Cli.Terminal;
using SegmentationML.Service.Worker;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>What cannot be written, and what nobody expected: one coded error, exit 1, and what was published stands.</summary>
[Collection(CommandLine.Name)]
public sealed class FailureTests
{
    [Fact]
    public async Task Run_ReportThatCannotBeWritten_PublishesAndSaysSo()
    {
        using var workspace = new TemporaryWorkspace();
        Directory.CreateDirectory(workspace.Path("reports"));
        Directory.CreateDirectory(workspace.Path("snapshots"));
        await File.WriteAllTextAsync(workspace.Path("reports", "demo-products"), "in the way", TestContext.Current.CancellationToken);
        var call = await SegmlCall.RunAsync("demo", "--workspace", workspace.Folder);

        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains("Version 1 of demo-products is published.", call.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Report:", call.Out, StringComparison.Ordinal);
        Assert.Contains("error SEG-CLI-028: The report of run", call.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("snapshot", "verify", "demo-products", "--workspace", workspace.Folder)).Code);

        var nowhere = await SegmlCall.RunAsync("snapshot", "export", "demo-products", "--out", workspace.Path("none", "x.csv"), "--workspace", workspace.Folder);
        Assert.Equal(ExitCode.Failed, nowhere.Code);
        Assert.Contains("error SEG-CLI-005: ", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("there is no folder", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_WriterThatFails_LeavesTheFileAsItWasAndNothingBesideIt()
    {
        using var folder = new TemporaryWorkspace();
        var path = folder.Path("latest.html");
        File.WriteAllText(path, "old");

        Assert.Throws<IOException>(() => PartFile.Replace(path, part =>
        {
            File.WriteAllText(part, "ha");
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task Call_ThatFailsUnexpectedly_IsOneCodedErrorWithoutAStack()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var verb = new Command("break");
        verb.SetAction(int (parsed) => throw new InvalidDataException("the 3rd byte is odd"));
        var code = await Segml.RunAsync(new RootCommand { verb }, ["break"], SegmlConsole.Of(output, error), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("error SEG-CLI-029: The program failed where it should not: InvalidDataException: the 3rd byte is odd", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }
}
