using System.Text.RegularExpressions;
using SegmentationML.Core.Clustering;

namespace Architecture.Tests;

/// <summary>Every clustering method has a page, and no page tells of a method that is gone.</summary>
public sealed partial class MethodPageTests
{
    [Fact]
    public void ClusteringMethods_AreThoseOfTheDocs_EachWithAPageOfItsName()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "clustering.md"));
        var links = MethodLink().Matches(text[text.IndexOf("## Methods", StringComparison.Ordinal)..text.IndexOf("## The chooser", StringComparison.Ordinal)])
            .SelectMany(link => link.Groups["names"].Value.Split(", ").Select(name => (Name: name, Page: link.Groups["page"].Value)))
            .Where(link => link.Page != "cluster-validity.md")
            .ToArray();

        Assert.Equal(ClustererCatalog.Methods.Select(method => method.Name), links.Select(link => link.Name));
        Assert.All(links, link => Assert.Contains($"`{link.Name}`", File.ReadLines(Path.Combine(Repository.Root, "docs", "algorithms", link.Page)).First(), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[(?<names>[^\]]+)\]\(algorithms/(?<page>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MethodLink();
}
