using System.CommandLine;
using System.Text.RegularExpressions;
using SegmentationML.Cli.Terminal;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Every <c>segml …</c> that a page shows, in a block or within a sentence, names verbs and options that exist.</summary>
public sealed class DocumentedWordsTests
{
    private static readonly Regex Shown = new(@"(?:^ *|`|/opt/segml/)segml (?<words>[^`\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    private static readonly Regex Option = new(@"(?:^|[\[(|])(?<name>--[a-z][a-z-]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public static TheoryData<string> Pages { get; } = [.. Directory.EnumerateFiles(Checkout.Path("docs"), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".md" or ".service")
        .Concat([Checkout.Path("README.md"), Checkout.Path("CHANGELOG.md")])
        .Select(file => Path.GetRelativePath(Checkout.Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryVerbAndOption_OfThePage_Exists(string page)
    {
        var root = Segml.Root(new CommandContext(SegmlConsole.Of(TextWriter.Null, TextWriter.Null), TimeProvider.System));
        var text = await File.ReadAllTextAsync(Checkout.Path(page), TestContext.Current.CancellationToken);
        Assert.Empty(Shown.Matches(text).SelectMany(m => Unknown(root, m.Groups["words"].Value)));
    }

    [Theory]
    [InlineData("snapshot lst spare-parts", "lst")]
    [InlineData("snapshot list|shwo", "shwo")]
    [InlineData("run spare-parts --forse", "--forse")]
    [InlineData("audit verify [--frm 3]", "--frm")]
    public void AWordThatDoesNotExist_IsFound(string words, string unknown)
    {
        var root = Segml.Root(new CommandContext(SegmlConsole.Of(TextWriter.Null, TextWriter.Null), TimeProvider.System));
        Assert.Equal($"segml {words}: {unknown}", Assert.Single(Unknown(root, words)));
    }

    // Verbs are followed up to the first option, as long as a command has any; of list|show each must be one, and the options of the last count.
    private static IEnumerable<string> Unknown(Command root, string shown)
    {
        Command[] commands = [root];
        var optionsBegan = false;
        foreach (var word in shown.Split(" #")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "|" or ">" or "&&")
            {
                yield break;
            }

            foreach (Match option in Option.Matches(word))
            {
                if (!commands.Any(c => Options(c).Contains(option.Groups["name"].Value, StringComparer.Ordinal)))
                {
                    yield return $"segml {shown}: {option.Groups["name"].Value}";
                }
            }

            optionsBegan |= word.StartsWith('-') || word.StartsWith('[');
            if (!optionsBegan && commands is [{ Subcommands.Count: > 0 } above] && IsVerb(word))
            {
                var named = word.TrimEnd('.', ',', ':', ';').Split('|');
                foreach (var name in named.Where(n => above.Subcommands.All(c => c.Name != n) && above.Arguments.Count == 0))
                {
                    yield return $"segml {shown}: {name}";
                    if (named.Length == 1)
                    {
                        yield break;
                    }
                }

                commands = [.. above.Subcommands.Where(c => named.Contains(c.Name, StringComparer.Ordinal))];
                if (commands.Length == 0)
                {
                    commands = [above];
                }
            }
        }
    }

    private static bool IsVerb(string word) => word.All(c => char.IsAsciiLetterLower(c) || c is '|' or '-' or '.' or ',' or ':' or ';');

    private static IEnumerable<string> Options(Command command)
        => command.Options.SelectMany(Names).Concat(command.Parents.OfType<Command>().SelectMany(Options));

    private static IEnumerable<string> Names(Option option) => [option.Name, .. option.Aliases];
}
