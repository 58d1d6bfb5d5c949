using Spectre.Console;

namespace SegmentationML.Cli.Terminal;

/// <summary>Where the program writes: results to one stream, progress and problems to the other.</summary>
internal sealed class SegmlConsole
{
    private SegmlConsole(TextWriter output, TextWriter error, bool isTerminal)
    {
        Out = output;
        Error = error;
        IsTerminal = isTerminal;
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // A pipe has no width: rows are never broken.
            Ansi.Profile.Width = 10_000;
        }
    }

    /// <summary>Results.</summary>
    public TextWriter Out { get; }

    /// <summary>Progress in plain form, and problems.</summary>
    public TextWriter Error { get; }

    /// <summary>True when a person watches; else plain lines are written.</summary>
    public bool IsTerminal { get; }

    /// <summary>Tables and progress bars.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>The process's own streams.</summary>
    public static SegmlConsole OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>Streams of a caller, such as a test.</summary>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and problems.</param>
    public static SegmlConsole Of(TextWriter output, TextWriter error) => new(output, error, false);

    /// <summary>A terminal of a width whose text a caller, such as a test, looks at.</summary>
    /// <param name="screen">What is drawn, with its control sequences.</param>
    /// <param name="width">Characters a line.</param>
    public static SegmlConsole OfTerminal(TextWriter screen, int width)
    {
        var console = new SegmlConsole(screen, screen, true);
        console.Ansi.Profile.Width = width;
        console.Ansi.Profile.Capabilities.Ansi = true;
        console.Ansi.Profile.Capabilities.Interactive = true;
        return console;
    }

    /// <summary>Writes a table.</summary>
    /// <param name="headers">Column headers; one that begins with <c>&gt;</c> is aligned to the right.</param>
    /// <param name="rows">Cell texts.</param>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(IsTerminal ? TableBorder.Rounded : TableBorder.Markdown);
        foreach (var header in headers)
        {
            var right = header.StartsWith('>');
            table.AddColumn(new TableColumn(Markup.Escape(right ? header[1..] : header)) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(c => new Text(c))]);
        }

        Ansi.Write(table);
    }
}
