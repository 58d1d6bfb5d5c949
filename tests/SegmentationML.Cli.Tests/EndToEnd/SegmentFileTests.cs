namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary><c>segml segment</c> on files of drivers.</summary>
[Collection(CommandLine.Name)]
public sealed class SegmentFileTests
{
    private const string Rows = "item,revenue,cv\na,100,0.2\nb,50,0.7\nc,10,2\n";

    /// <summary>A margin is told in standard deviations of the entity's own history only where the file says how long that is.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Segment_Margins_AreInDeviationsOnlyOfAHistoryThatIsGiven(bool given)
    {
        using var workspace = new TemporaryWorkspace();
        await File.WriteAllTextAsync(workspace.Path("in.csv"), given ? Rows.Replace("cv\n", "cv,active_buckets\n", StringComparison.Ordinal).Replace(",0.2\n", ",0.2,50\n", StringComparison.Ordinal).Replace(",0.7\n", ",0.7,50\n", StringComparison.Ordinal).Replace(",2\n", ",2,50\n", StringComparison.Ordinal) : Rows);
        var call = await SegmlCall.RunAsync(["segment", "--in", workspace.Path("in.csv"), "--key", "item", "--abc", "revenue", "--xyz", "cv", "--out", workspace.Path("out.csv")]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        var rows = await File.ReadAllLinesAsync(workspace.Path("out.csv"));
        var columns = rows[0].Split(',');
        Assert.Equal(["a,AX", "b,AY", "c,BZ"], rows[1..].Select(row => $"{row.Split(',')[0]},{row.Split(',')[Array.IndexOf(columns, "segment")]}"));
        // CV 0.7 over 50 buckets: 0.7 √((0.5 + 0.49) / 50) = 0.0985, and 1 lies 0.3 away: 3.0 of them.
        Assert.Equal(given, rows[2].Contains("3 standard deviations of its own history", StringComparison.Ordinal));
        Assert.Equal(given, rows.Any(row => row.Contains("standard deviations", StringComparison.Ordinal)));
    }
}
