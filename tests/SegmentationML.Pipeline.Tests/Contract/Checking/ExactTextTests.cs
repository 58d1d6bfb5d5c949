using SegmentationML.Pipeline.Contract.Checking;

namespace SegmentationML.Pipeline.Tests.Contract.Checking;

public sealed class ExactTextTests
{
    [Theory]
    [InlineData("9747747.9340", "22124.12", "9725623.8140")]
    [InlineData("0.0000", "0", "0.0000")]
    [InlineData("1", "1.05", "-0.05")]
    [InlineData("-3.20", "-3.2", "0.00")]
    [InlineData("12345678901234567890123456789012345678", "-1", "12345678901234567890123456789012345679")]
    public void Subtract_DecimalTexts_IsExact(string from, string what, string difference) => Assert.Equal(difference, ExactText.Subtract(from, what));
}
