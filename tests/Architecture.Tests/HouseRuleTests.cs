using System.Reflection;
using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>House rules that a reviewer should not have to repeat.</summary>
public sealed class HouseRuleTests
{
    private static readonly Regex QuotedCode = new("\"SEG-[A-Z]+-[0-9]{3}\"", RegexOptions.NonBacktracking);
    private static readonly Regex Code = new("SEG-[A-Z]+-[0-9]{3}", RegexOptions.NonBacktracking);
    private static readonly string[] NamesOfNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Misc"];

    private static readonly Assembly[] Products =
    [
        typeof(SegmentationML.Core.Problem).Assembly,
        typeof(SegmentationML.Contracts.Tables.CanonicalTables).Assembly,
        typeof(SegmentationML.Pipeline.SegmentationRun).Assembly,
        typeof(SegmentationML.Storage.Workspace).Assembly,
        Assembly.Load("SegmentationML.Service"),
        Assembly.Load("segml"),
    ];

    [Fact]
    public void Types_AreNamedForWhatTheyAre()
        => Assert.Empty(Types().Where(t => NamesOfNothing.Any(n => t.Name.EndsWith(n, StringComparison.Ordinal))).Select(t => t.FullName));

    [Fact]
    public void PublicTypes_StandInAFileOfTheirName()
    {
        var files = Repository.Sources("src").Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);
        var missing = Types().Where(t => t.IsPublic && !files.Contains(t.Name.Split('`')[0]) && !IsNodeOfYaml(t)).Select(t => t.FullName);
        Assert.Empty(missing);
    }

    [Fact]
    public void ErrorCodes_AreListedInDocs()
    {
        var listed = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));
        var used = Repository.Sources("src").SelectMany(f => QuotedCode.Matches(File.ReadAllText(f)).Select(m => m.Value.Trim('"'))).Distinct(StringComparer.Ordinal);
        Assert.Empty(used.Where(code => !listed.Contains(code, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ErrorCodes_EachSaysOneThing()
    {
        var listed = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "errors.md")).Where(line => line.StartsWith("| SEG-", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());
        Assert.Empty(listed.GroupBy(code => code, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Docs_ListNoErrorCodeThatIsGone()
    {
        var used = string.Concat(Repository.Sources("src").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.targets", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var listed = Code.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"))).Select(m => m.Value).Distinct(StringComparer.Ordinal);
        Assert.All(listed, code => Assert.Contains(code, used, StringComparison.Ordinal));
    }

    private static IEnumerable<Type> Types() => Products.SelectMany(a => a.GetTypes()).Where(t => !t.IsNested && !t.Name.Contains('<', StringComparison.Ordinal) && t.Namespace?.StartsWith("SegmentationML", StringComparison.Ordinal) == true);

    /// <summary>The three kinds of YAML node are one idea and stand together.</summary>
    private static bool IsNodeOfYaml(Type type) => type.BaseType?.Name == "YamlNode";
}
