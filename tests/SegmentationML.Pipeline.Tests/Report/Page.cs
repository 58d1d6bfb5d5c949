using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Pipeline.Tests.Report;

/// <summary>A written page, taken apart for tests.</summary>
internal sealed partial class Page
{
    private Page(byte[] bytes)
    {
        Bytes = bytes;
        Text = new UTF8Encoding(false, true).GetString(bytes);
        Scripts = [.. ScriptPattern().Matches(Text).Select(match => (match.Groups["attributes"].Value, match.Groups["body"].Value))];
        Markup = StylePattern().Replace(ScriptPattern().Replace(Text, ""), "");
    }

    public byte[] Bytes { get; }

    public string Text { get; }

    /// <summary>Attributes and bodies of the script elements.</summary>
    public IReadOnlyList<(string Attributes, string Body)> Scripts { get; }

    /// <summary>The page without scripts and style.</summary>
    public string Markup { get; }

    public JsonElement Data => JsonDocument.Parse(Scripts.Single(script => script.Attributes.Contains("application/json")).Body).RootElement;

    public static Page Of(RunReportData data)
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(data, stream);
        stream.WriteByte((byte)'\n'); // the stream is left open
        return new Page(stream.ToArray());
    }

    /// <summary>The markup of one section.</summary>
    public string Section(string id) => Regex.Match(Markup, $"<section id=\"{id}\".*?</section>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Value;

    /// <summary>Walks through the tags; every element but the void ones must be closed in order.</summary>
    public void AssertWellFormed()
    {
        string[] voids = ["meta", "br", "input", "rect"];
        var open = new Stack<string>();
        foreach (Match tag in TagPattern().Matches(Markup))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
            {
                Assert.True(open.Count > 0 && open.Pop() == name, $"'{tag.Value}' at {tag.Index} closes nothing: …{Markup[Math.Max(0, tag.Index - 80)..tag.Index]}");
            }
            else if (!voids.Contains(name))
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
        Assert.DoesNotContain('<', TagPattern().Replace(Markup.Replace("<!DOCTYPE html>", ""), ""));
        var ids = IdPattern().Matches(Markup).Select(match => match.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [GeneratedRegex("<script(?<attributes>[^>]*)>(?<body>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex ScriptPattern();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline, 5_000)]
    private static partial Regex StylePattern();

    [GeneratedRegex("</?(?<name>[a-z][a-z0-9]*)(\\s+[a-zA-Z-]+=\"[^\"<]*\")*\\s*/?>", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TagPattern();

    [GeneratedRegex(" id=\"[^\"]*\"", RegexOptions.None, 5_000)]
    private static partial Regex IdPattern();
}
