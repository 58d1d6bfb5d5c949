using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Storage.Tests.DuckDb;

public sealed class SqlPositionTests
{
    [Theory]
    [InlineData("select x", 7, 1, 8)]
    [InlineData("a\nb\n  foo", 6, 3, 3)]
    [InlineData("a\r\nfoo", 3, 2, 1)]
    [InlineData("'é', x", 6, 1, 6)]
    [InlineData("x", 1, 1, 2)]
    public void At_ByteOffset_GivesLineAndCharacter(string sql, int offset, int line, int column) =>
        Assert.Equal(new SqlPosition(line, column), SqlPosition.At(sql, offset));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void At_OutsideOfTheText_GivesNothing(long offset) => Assert.Null(SqlPosition.At("x", offset));

    [Fact]
    public void Excerpt_ShortLine_ShowsItWithACaret() =>
        Assert.Equal($"LINE 2: from t{Environment.NewLine}             ^", new SqlPosition(2, 6).Excerpt("select 1\r\nfrom t\r\nwhere x"));

    [Fact]
    public void Excerpt_LongLine_ShowsThePartAroundThePlace()
    {
        var lines = new SqlPosition(1, 201).Excerpt(new string('a', 200) + "X" + new string('b', 200)).Split(Environment.NewLine);

        Assert.Equal($"LINE 1: ...{new string('a', 60)}X{new string('b', 59)}...", lines[0]);
        Assert.Equal(lines[0].IndexOf('X'), lines[1].IndexOf('^'));
    }
}
