using SegmentationML.Core.Governance;

namespace SegmentationML.Core.Tests.Governance;

public sealed class GovernedTextTests
{
    [Theory]
    [InlineData("Maria Østergård")]
    [InlineData("李小龙")]
    [InlineData("دعاء")]
    [InlineData("O'Brien-Smith 😀")]
    public void Name_OfAnyAlphabet_IsTaken(string name) => Assert.Empty(GovernedText.Name("The name", name));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(null, "it is empty")]
    [InlineData("a\0b", "U+0000")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\u202Eb", "U+202E")]
    [InlineData("a\u200Bb", "U+200B")]
    [InlineData("a\u2028b", "U+2028")]
    [InlineData(" a", "space")]
    [InlineData("a ", "space")]
    [InlineData("e\u0301", "form C")]
    public void Name_ThatMisleads_IsRefusedWithTheReason(string? name, string reason)
    {
        var problem = Assert.Single(GovernedText.Name("The name", name));

        Assert.Contains(reason, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.What, c => char.IsControl(c) || c is '\u202E' or '\u200B');
    }

    /// <summary>An attribute cannot hold it.</summary>
    [Fact]
    public void Name_WithHalfACharacter_IsRefused()
    {
        Assert.Contains("unpaired", Assert.Single(GovernedText.Name("The name", "a\uD800")).What, StringComparison.Ordinal);
        Assert.Contains("unpaired", Assert.Single(GovernedText.Name("The name", "\uDE00\uD83D")).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_OfNameLineAndText_Are100And300And4000()
    {
        Assert.Empty(GovernedText.Name("x", new string('a', 100)));
        Assert.Single(GovernedText.Name("x", new string('a', 101)));
        Assert.Empty(GovernedText.Line("x", new string('a', 300)));
        Assert.Single(GovernedText.Line("x", new string('a', 301)));
        Assert.Empty(GovernedText.Text("x", new string('a', 4000)));
        Assert.Single(GovernedText.Text("x", new string('a', 4001)));
        Assert.Empty(GovernedText.Text("x", "two\nlines"));
        Assert.Single(GovernedText.Line("x", "two\nlines"));
    }
}
