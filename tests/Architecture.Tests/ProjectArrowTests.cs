using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The allowed arrows between projects, as the design draws them.</summary>
public sealed class ProjectArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Contracts"] = [],
        ["Pipeline"] = ["Core", "Contracts"],
        ["Storage"] = ["Pipeline", "Core", "Contracts"],
        ["Service"] = ["Pipeline", "Storage", "Core", "Contracts"],
        ["Notebooks"] = ["Pipeline", "Storage", "Core", "Contracts"],
        ["MLNet"] = ["Core", "Pipeline", "Contracts"],
        ["Cli"] = ["Service", "Notebooks", "Pipeline", "Storage", "Core", "Contracts"],
    };

    private static readonly string[] CorePackages = ["MathNet.Numerics", "System.Numerics.Tensors"];

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Fact]
    public void Source_HasTheEightProjectsAndNoOther()
        => Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["SegmentationML.".Length..]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_RefersOnlyWhereTheArrowsGo(string project)
    {
        var references = Project(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)["SegmentationML.".Length..]);
        Assert.Empty(references.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void Core_HasTwoPackages()
        => Assert.Empty(Project("Core").Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!).Except(CorePackages, StringComparer.Ordinal));

    [Fact]
    public void Contracts_HasNoPackage() => Assert.Empty(Project("Contracts").Descendants("PackageReference"));

    [Fact]
    public void Core_TouchesNoFilesNetworkOrClock()
    {
        string[] forbidden = ["System.IO.", "System.Net", "File.", "Directory.", "TimeProvider", "Environment.GetEnvironmentVariable", "Console."];
        var hits = from file in Repository.Sources("src/SegmentationML.Core")
                   from line in File.ReadLines(file)
                   where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                   from word in forbidden
                   where line.Contains(word, StringComparison.Ordinal)
                   select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(hits);
    }

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Repository.Root, "src", $"SegmentationML.{name}", $"SegmentationML.{name}.csproj"));
}
