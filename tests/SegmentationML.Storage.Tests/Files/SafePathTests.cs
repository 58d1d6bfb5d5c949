using SegmentationML.Core;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Files;

public sealed class SafePathTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData("C:")]
    [InlineData("a\0b")]
    [InlineData("a\u0001")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a*")]
    public void Below_NameThatIsNotBare_IsRefused(string name) => Assert.Throws<ArgumentException>(() => SafePath.Below(_folder, name));

    [Fact]
    public void Below_LinkOnTheWay_IsRefusedWhereverItPoints()
    {
        Directory.CreateDirectory(_folder["inside"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["inside"]);
        Directory.CreateSymbolicLink(_folder["broken"], _folder["nowhere"]);

        Assert.Equal(_folder["inside", "x"], SafePath.Below(_folder, "inside", "x"));
        Assert.Equal("SEG-LEDG-010", Assert.Throws<ProblemException>(() => SafePath.Below(_folder, "link", "x")).Problems[0].Code);
        Assert.Equal("SEG-LEDG-010", Assert.Throws<ProblemException>(() => SafePath.Below(_folder, "broken")).Problems[0].Code);
    }

    [Fact]
    public void Below_RootReachedThroughALink_IsFine()
    {
        Directory.CreateDirectory(_folder["inside"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["inside"]);

        Assert.Equal(_folder["link", "x"], SafePath.Below(_folder["link"], "x"));
    }
}
