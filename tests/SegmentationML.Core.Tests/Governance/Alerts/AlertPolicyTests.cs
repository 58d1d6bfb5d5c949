using SegmentationML.Core.Governance.Alerts;

namespace SegmentationML.Core.Tests.Governance.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly Dictionary<string, string> Drift = new() { ["kind"] = "drift", ["pipeline"] = "online-retail-products" };

    [Theory]
    [InlineData("kind = drift", true)]
    [InlineData("kind=\"drift\"", true)]
    [InlineData("kind != drift", false)]
    [InlineData("pipeline =~ online-.*", true)]
    [InlineData("pipeline =~ online", false)] // A pattern matches the whole text.
    [InlineData("pipeline !~ online-.*|x", false)]
    [InlineData("team = ", true)] // A label that is not there is empty.
    [InlineData("team != planning", true)]
    public void Matcher_MeetsLabels(string text, bool meets) => Assert.Equal(meets, AlertMatcher.Parse(text)!.Matches(Drift));

    [Theory]
    [InlineData("")]
    [InlineData("kind")]
    [InlineData("Kind = drift")]
    [InlineData("kind =~ (")]
    [InlineData("kind =~ (a)\\1")]
    [InlineData("kind =~ (?<=a)b")]
    [InlineData("kind = a\nb")]
    public void Matcher_ThatCannotBeRead_IsNone(string text) => Assert.Null(AlertMatcher.Parse(text));

    [Fact]
    public void Matcher_CatastrophicPattern_TakesNoTime()
        => Assert.False(AlertMatcher.Parse("kind =~ (a+)+b")!.Matches(new Dictionary<string, string> { ["kind"] = new string('a', 50_000) }));

    [Fact]
    public void Default_IsValid() => Assert.Empty(AlertPolicy.Default.Validate());

    [Fact]
    public void EverythingThatIsWrong_IsTold()
    {
        var policy = new AlertPolicy
        {
            Rules = [new() { Kind = AlertKind.RunFailed, Above = 3 }, new() { Kind = AlertKind.Churn, Above = -1 }, new() { Kind = AlertKind.Boundary, Within = 0.3 }, new() { Kind = AlertKind.Drift, Labels = new Dictionary<string, string> { ["kind"] = "x" } }],
            Receivers = [new() { Name = "a", Emails = ["a@b"] }, new() { Name = "a", File = "../x" }],
            Route = new AlertRoute { Receiver = "b", Routes = [new(), new() { Matchers = ["?"], RepeatHours = 0 }] },
            Inhibit = [new() { Source = [], Target = ["kind = x"] }],
            Address = "ftp://x",
            ResolveAfterMinutes = -1,
        };
        Assert.Equal(
            ["SEG-ALRT-001", "SEG-ALRT-002", "SEG-ALRT-002", "SEG-ALRT-002", "SEG-ALRT-003", "SEG-ALRT-004", "SEG-ALRT-004", "SEG-ALRT-004", "SEG-ALRT-005", "SEG-ALRT-005", "SEG-ALRT-005", "SEG-ALRT-006", "SEG-ALRT-006", "SEG-ALRT-006"],
            policy.Validate().Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Silence_OfEverything_OfThePast_OrWithoutAReason_IsRefused()
    {
        var now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var fine = new AlertSilence { Matchers = ["kind = drift"], From = now, To = now.AddHours(1), By = "anna", Reason = "known" };
        Assert.Empty(fine.Validate(now));
        Assert.NotEmpty((fine with { Matchers = [] }).Validate(now));
        Assert.NotEmpty((fine with { Matchers = ["kind =~ .*"] }).Validate(now));
        Assert.NotEmpty((fine with { To = now.AddDays(400) }).Validate(now));
        Assert.NotEmpty((fine with { From = now.AddHours(-2), To = now.AddHours(-1) }).Validate(now));
        Assert.NotEmpty((fine with { Reason = "" }).Validate(now));
    }
}
