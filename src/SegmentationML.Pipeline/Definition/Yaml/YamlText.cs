using SegmentationML.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Reads YAML text into nodes: the safe subset only, so that a definition can hold data and nothing else.</summary>
/// <remarks>Refused, each with its place: anchors and aliases (bombs), tags (types), several documents, duplicate keys, keys that are not scalars, nesting deeper than 64, texts over 1 MiB.</remarks>
public static class YamlText
{
    private const int MaxDepth = 64;
    private const int MaxLength = 1 << 20;
    private const string MendSyntax = "Mend the YAML syntax at this place.";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, used in messages as given.</param>
    public static YamlNode ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(new Problem("SEG-CFG-001", $"There is no file {path}.", "Check the path; `segml new pipeline NAME` makes a pipeline to start from."), e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ProblemException(new Problem("SEG-CFG-002", $"{path} cannot be read: {e.Message}", "Check that it is a readable file."), e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <remarks>YamlDotNet throws <see cref="InvalidOperationException"/> rather than its own exception where a text ends too early.</remarks>
    public static YamlNode Read(string text, string source)
    {
        if (text.Length > MaxLength)
        {
            throw Refuse(source, null, $"the text has {text.Length} characters", $"A definition has at most {MaxLength}.");
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                throw Refuse(source, null, "the file is empty", "Write at least the required settings.");
            }

            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, source, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                throw Refuse(source, parser.Current?.Start, "a second document begins", "Keep one document a file.");
            }

            return root;
        }
        catch (YamlException e)
        {
            throw Refuse(source, e.Start, (e.InnerException?.Message ?? e.Message).TrimEnd('.'), MendSyntax, e);
        }
        catch (InvalidOperationException e)
        {
            throw Refuse(source, parser.Current?.End, "a list, a mapping or a quoted text that was begun before has no end", MendSyntax, e);
        }
    }

    private static YamlNode ReadNode(Parser parser, string source, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refuse(source, parser.Current?.Start, $"the nesting is deeper than {MaxDepth}", "Flatten it.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            throw Refuse(source, alias.Start, $"the alias *{alias.Value} is used", "Write the value out: anchors and aliases are refused.");
        }

        if (parser.Current is NodeEvent node)
        {
            RefuseExtras(node, source);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Start.Line, scalar.Start.Column);
        }

        return parser.Accept<SequenceStart>(out _) ? ReadSequence(parser, source, depth) : ReadMapping(parser, source, depth);
    }

    private static YamlSequence ReadSequence(Parser parser, string source, int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, source, depth + 1));
        }

        return new YamlSequence(items, start.Start.Line, start.Start.Column);
    }

    private static YamlMapping ReadMapping(Parser parser, string source, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var place = parser.Current!.Start;
            if (ReadNode(parser, source, depth + 1) is not YamlScalar key)
            {
                throw Refuse(source, place, "a key is not a plain name", "Use names as keys.");
            }

            if (!seen.TryAdd(key.Text, key.Line))
            {
                throw Refuse(source, place, $"the key '{key.Text}' stands twice (first in line {seen[key.Text]})", "Keep one of them.");
            }

            entries.Add(new(key, ReadNode(parser, source, depth + 1)));
        }

        return new YamlMapping(entries, start.Start.Line, start.Start.Column);
    }

    private static void RefuseExtras(NodeEvent node, string source)
    {
        if (!node.Anchor.IsEmpty)
        {
            throw Refuse(source, node.Start, $"the anchor &{node.Anchor.Value} is used", "Write the value out: anchors and aliases are refused.");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            throw Refuse(source, node.Start, $"the tag {node.Tag.Value} is used", "Remove it: a definition holds plain data.");
        }
    }

    private static ProblemException Refuse(string source, Mark? place, string what, string fix, Exception? cause = null)
        => new(new Problem("SEG-CFG-003", place is { } at ? $"{source}:{at.Line}:{at.Column}: {what}." : $"{source}: {what}.", fix), cause);
}
