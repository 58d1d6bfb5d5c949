using SegmentationML.Pipeline.Contract.Reading;

namespace SegmentationML.Pipeline.Tests.Contract.Reading;

public sealed class DatePatternTests
{
    [Theory]
    [InlineData("yyyy-MM-dd", "%Y-%m-%d")]
    [InlineData("dd.MM.yy", "%d.%m.%y")]
    [InlineData("M/d/yyyy", "%m/%d/%Y")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "%Y-%m-%dT%H:%M:%S.%g%z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "%Y-%m-%dT%H:%M:%S%z")]
    [InlineData("d-MMM-yy", "%d-%b-%y")]
    [InlineData("h:mm a", "%I:%M %p")]
    [InlineData("yyyy''MM", "%Y'%m")]
    [InlineData("yyyy'%'MM", "%Y%%%m")]
    public void ToStrptime_Format_IsTheSameFormat(string java, string strptime) => Assert.Equal(strptime, DatePattern.ToStrptime(java));

    [Theory]
    [InlineData("YYYY-MM-dd")]
    [InlineData("yyyy-DDD")]
    [InlineData("'open")]
    [InlineData("yyy")]
    public void ToStrptime_UnknownLetters_AreRefused(string java) => Assert.Null(DatePattern.ToStrptime(java));
}
