using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class DuckDbOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(new DuckDbOptions().Validate());

    [Fact]
    public void Validate_EverythingWrong_ListsEverything()
    {
        var options = new DuckDbOptions { MemoryLimitBytes = 1, Threads = 0, MaxTempBytes = -1, ReadOnly = true, AllowedPaths = [""] };

        Assert.Equal(5, options.Validate().Count());
        Assert.All(options.Validate(), problem => Assert.Equal("SEG-DUCK-001", problem.Code));
        Assert.Equal(5, Assert.Throws<ProblemException>(() => DuckDbEngine.Open(options)).Problems.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Validate_PathThatCannotBe_IsListed(string path) => Assert.Single(new DuckDbOptions { Path = path }.Validate());
}
