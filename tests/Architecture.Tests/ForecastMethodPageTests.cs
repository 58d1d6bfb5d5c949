using System.Reflection;
using System.Text.RegularExpressions;
using SegmentationML.Core.Forecasting;

namespace Architecture.Tests;

/// <summary>The catalogue of forecasting methods and docs/algorithms tell of the same methods: each page has the name, the options with their names, and the sections that every reader looks for.</summary>
public sealed class ForecastMethodPageTests
{
    private static readonly Regex Row = new(@"^\| (?<names>[a-z*, -]+) \| \[[^]]+\]\(algorithms/(?<page>[a-z-]+)\.md\) \|", RegexOptions.Multiline | RegexOptions.NonBacktracking);
    private static readonly string[] Sections = ["**When**", "**Missing**"];

    public static TheoryData<string> Methods => [.. ForecasterCatalog.All.Select(static method => method.Name)];

    [Fact]
    public void TheTable_NamesTheMethodsOfTheCatalogue()
        => Assert.Equal(ForecasterCatalog.All.Select(static method => method.Name).Order(StringComparer.Ordinal), Pages().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryMethod_HasAPageWithItsNameItsOptionsAndWhenToUseIt(string name)
    {
        var method = ForecasterCatalog.All.Single(m => m.Name == name);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "algorithms", $"{Pages()[name]}.md"));
        string[] options = [.. method.Options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static p => p.SetMethod is not null).Select(static p => $"`{p.Name}`")];
        string[] missing = [.. Sections.Concat(options).Append($"`{name}`").Where(part => !text.Contains(part, StringComparison.Ordinal))];
        Assert.Equal([], missing);
    }

    /// <summary>Page by name of the method, as docs/forecast.md has them.</summary>
    private static Dictionary<string, string> Pages()
        => Row.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "forecast.md")))
            .SelectMany(static row => row.Groups["names"].Value.Replace("*", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries).Select(name => (Name: name, Page: row.Groups["page"].Value)))
            .ToDictionary(static p => p.Name, static p => p.Page, StringComparer.Ordinal);
}
