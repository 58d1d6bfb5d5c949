using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Tests.Definition;

public sealed class YamlOverrideTests
{
    private sealed record Inner
    {
        public int Horizon { get; init; } = 13;

        public IReadOnlyList<string> Methods { get; init; } = [];
    }

    private sealed record Outer
    {
        public Inner Forecast { get; init; } = new();

        public string? Model { get; init; }
    }

    [Fact]
    public void Apply_ExistingMissingAndList_ReplacesAndAdds()
    {
        var bound = Bind("forecast:\n  horizon: 4\n", "forecast.horizon=26", "forecast.methods=[sba, tsb]", "model=a");

        Assert.Equal(26, bound.Forecast.Horizon);
        Assert.Equal(["sba", "tsb"], bound.Forecast.Methods);
        Assert.Equal("a", bound.Model);
    }

    [Fact]
    public void Apply_EmptyValue_TakesTheDefault() => Assert.Equal(13, Bind("forecast:\n  horizon: 4\n", "forecast.horizon=").Forecast.Horizon);

    [Fact]
    public void Apply_WithoutEquals_IsRefused()
        => Assert.Equal("SEG-CFG-009", Assert.Throws<ProblemException>(() => Bind("model: a", "forecast.horizon")).Problems[0].Code);

    [Fact]
    public void Apply_UnknownSetting_IsRefusedWithTheNearest()
        => Assert.Contains("'horizon'", Assert.Throws<ProblemException>(() => Bind("model: a", "forecast.horizn=3")).Problems[0].Fix, StringComparison.Ordinal);

    [Theory]
    [InlineData("forecast.horizon=many")]
    [InlineData("forecast.horizn=3")]
    [InlineData("forecast={horizn: 3}")]
    [InlineData("forecast.methods=[[a]]")]
    public void Apply_WrongSetting_IsShownAtTheOverrideNotAtTheFile(string setting)
        => Assert.StartsWith($"--set {setting.Split('=')[0]}: ", Assert.Throws<ProblemException>(() => Bind("forecast:\n  horizon: 4\n", setting)).Problems[0].What, StringComparison.Ordinal);

    private static Outer Bind(string text, params string[] settings)
        => YamlBinder.Bind<Outer>(settings.Aggregate(YamlText.Read(text, "t.yaml"), YamlOverride.Apply), "t.yaml");
}
