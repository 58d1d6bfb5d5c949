using SegmentationML.Pipeline.Forecast;

namespace SegmentationML.Pipeline.Tests.Forecast;

public class ForecastOptionsTests
{
    [Theory]
    [InlineData("crostn")]
    [InlineData("ses", "ses")]
    public void Methods_that_the_catalogue_does_not_have_or_named_twice_are_refused_before_data_is_touched(params string[] methods)
    {
        var problem = Assert.Single(new ForecastOptions { Methods = methods }.Validate());

        Assert.Equal("SEG-FCST-013", problem.Code);
        Assert.Contains(methods[^1], problem.What);
    }

    [Fact]
    public void Methods_of_the_catalogue_are_taken_in_any_order() =>
        Assert.Empty(new ForecastOptions { Methods = ["tsb", "ses"] }.Validate());
}
