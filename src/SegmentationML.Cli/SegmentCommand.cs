using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml segment</c>: rule classes for the rows of a file, without a pipeline.</summary>
internal static class SegmentCommand
{
    private static readonly Option<string> In = new("--in", "-i") { Description = "CSV, Parquet or JSON-lines file with one row an entity, or with order lines (--lines)", Required = true, HelpName = "FILE" };
    private static readonly Option<string> Out = new("--out", "-o") { Description = "File to write: .csv or .parquet", Required = true, HelpName = "FILE" };
    private static readonly Option<string> Key = new("--key", "-k") { Description = "Column that is the entity's key", Required = true, HelpName = "COLUMN" };
    private static readonly Option<string?> Model = new("--model", "-m") { Description = "A model by name: all of its dimensions, rules and segments, reading the file's columns as drivers", HelpName = "NAME" };
    private static readonly Option<string?> Abc = new("--abc") { Description = "Column for classes by cumulative share (A to 80 %, B to 95 %, C)", HelpName = "COLUMN" };
    private static readonly Option<string?> Xyz = new("--xyz") { Description = "Column with a coefficient of variation, for classes X to 0.5, Y to 1, Z", HelpName = "COLUMN" };
    private static readonly Option<bool> Demand = new("--demand-class") { Description = "Demand class from the columns adi and squared_cv" };
    private static readonly Option<string?> Rfm = new("--rfm") { Description = "Columns for recency, frequency and value, for cells 555 to 111", HelpName = "R,F,M" };
    private static readonly Option<string?> Hml = new("--hml") { Description = "Column for high, medium, low by two bounds, such as unit_price:10,100", HelpName = "COLUMN:LOW,HIGH" };
    private static readonly Option<string?> Lines = new("--lines") { Description = "The file holds order lines: columns for date, quantity and (optional) amount; the drivers net_revenue, cv, adi, squared_cv and others are computed by week", HelpName = "DATE,QUANTITY[,AMOUNT]" };
    private static readonly Option<DateOnly?> AsOf = new("--as-of") { Description = "Cut-off of the lines, and day of overrides and events (default: the day after the last line; without lines 2000-01-01)", HelpName = "yyyy-MM-dd", CustomParser = RunCommand.ParseDate };

    public static Command Create(CommandContext context)
    {
        var command = new Command("segment", "Class the rows of a file by rules (ABC, XYZ, demand class, RFM, HML) or by a whole model") { In, Key, Out, Model, Abc, Xyz, Demand, Rfm, Hml, Lines, AsOf };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml segment --in items.csv --key item --abc revenue --xyz cv --out segments.csv",
            "segml segment --in customers.csv --key customer --rfm days,orders,revenue --out cells.parquet",
            "segml segment --in lines.csv --lines order_date,quantity,amount --key product_id --abc net_revenue --xyz cv --demand-class --out segments.parquet",
            "segml segment --in items.csv --key item --model retail-products --out segments.csv");
    }

    private static int Run(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelOf(parsed);
        ProblemException.ThrowIfAny(model.Validate());
        RequireFormat(parsed.GetRequiredValue(Out));
        var (source, work) = (Source(parsed.GetRequiredValue(In)), Directory.CreateTempSubdirectory("segml-segment-"));
        try
        {
            using var engine = DuckDbEngine.Open(new DuckDbOptions());
            var step = new StepContext
            {
                Engine = engine, CacheFolder = work.FullName, OutputFolder = work.CreateSubdirectory("out").FullName, OutputName = "out", Key = "file", Progress = new Progress<StepProgress>(),
                Logger = NullLogger.Instance, Clock = context.Clock, Cancellation = cancellation,
            };
            var key = parsed.GetRequiredValue(Key);
            if (parsed.GetValue(Lines) is { } lines)
            {
                (source, key) = (LinesOf(key, lines).Query(engine, source, Bucket.Week, parsed.GetValue(AsOf)), "key");
            }

            var result = FileSegmentation.Run(step, model, source, key, parsed.GetValue(AsOf) ?? new DateOnly(2000, 1, 1), Path.GetFullPath(parsed.GetRequiredValue(Out)));
            context.Console.Table(["segment", ">entities"], result.Segments.OrderByDescending(s => s.Count).ThenBy(s => s.Code, StringComparer.Ordinal).Select(s => (IReadOnlyList<string>)[s.Code, $"{s.Count:N0}"]));
            foreach (var note in result.Notes)
            {
                context.Console.Error.WriteLine($"note {note}");
            }

            context.Console.Out.WriteLine($"{result.Rows:N0} rows in {parsed.GetRequiredValue(Out)}");
            return ExitCode.Done;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static LineDrivers LinesOf(string key, string columns) => columns.Split(',', StringSplitOptions.TrimEntries) switch
    {
        [var date, var quantity] => new LineDrivers(key, date, quantity, null),
        [var date, var quantity, var amount] => new LineDrivers(key, date, quantity, amount),
        _ => throw new ProblemException(new Problem("SEG-CLI-015", $"--lines is '{columns}'.", "Write DATE,QUANTITY or DATE,QUANTITY,AMOUNT, such as order_date,quantity,amount.")),
    };

    private static void RequireFormat(string file)
    {
        if (Path.GetExtension(file).ToLowerInvariant() is not (".csv" or ".parquet"))
        {
            throw new ProblemException(new Problem("SEG-CLI-004", $"The ending of {file} names no format.", "End it in .csv or .parquet."));
        }

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{file} cannot be written: there is no folder {folder}.", "Make the folder, or choose another place with --out."));
        }
    }

    private static string Source(string file)
    {
        if (!File.Exists(file))
        {
            throw new ProblemException(new Problem("SEG-CLI-009", $"There is no file {file}.", "Check the path given to --in."));
        }

        var reader = Path.GetExtension(file).ToLowerInvariant() switch { ".parquet" => "read_parquet", ".json" or ".jsonl" or ".ndjson" => "read_json", _ => "read_csv" };
        return $"SELECT * FROM {reader}({Sql.Literal(Path.GetFullPath(file))})";
    }

    /// <summary>The model of the call: a named one, or one made of the rule classes that are asked for.</summary>
    private static ModelDefinition ModelOf(ParseResult parsed)
    {
        var dimensions = Dimensions(parsed);
        var name = parsed.GetValue(Model);
        if (name is null == (dimensions.Count == 0))
        {
            throw new ProblemException(new Problem("SEG-CLI-013", "The call asks for neither or both of a model and rule classes.", "Give --model NAME, or one or more of --abc, --xyz, --demand-class, --rfm and --hml."));
        }

        return name is not null ? Definitions.ReadModel(name, CommandContext.DefinitionRoots()) : new ModelDefinition
        {
            Name = "file",
            Dimensions = dimensions,
            EdgeCases = new EdgeCaseDefinition { NewBelowBuckets = 0, OneOff = false, DormantAfterBuckets = 0 },
            Policies = new Dictionary<string, SegmentPolicy>(StringComparer.Ordinal) { ["*"] = new() },
        };
    }

    private static OrderedDictionary<string, DimensionDefinition> Dimensions(ParseResult parsed)
    {
        var dimensions = new OrderedDictionary<string, DimensionDefinition>(StringComparer.Ordinal);
        if (parsed.GetValue(Abc) is { } abc)
        {
            dimensions["abc"] = new() { Kind = DimensionKind.CumulativeShare, Driver = abc };
        }

        if (parsed.GetValue(Xyz) is { } xyz)
        {
            dimensions["xyz"] = new() { Kind = DimensionKind.Variability, Driver = xyz };
        }

        if (parsed.GetValue(Demand))
        {
            dimensions["demand"] = new() { Kind = DimensionKind.DemandClass };
        }

        if (parsed.GetValue(Rfm) is { } rfm)
        {
            dimensions["rfm"] = new() { Kind = DimensionKind.Rfm, Drivers = rfm.Split(',', StringSplitOptions.TrimEntries) };
        }

        if (parsed.GetValue(Hml) is { } hml)
        {
            dimensions["hml"] = Bounds(hml);
        }

        return dimensions;
    }

    private static DimensionDefinition Bounds(string text)
        => text.Split(':', ',') is [{ Length: > 0 } column, var low, var high] && double.TryParse(low, out var first) && double.TryParse(high, out var second)
            ? new() { Kind = DimensionKind.Threshold, Driver = column, Cuts = new OrderedDictionary<string, double> { ["L"] = first, ["M"] = second, ["H"] = double.PositiveInfinity } }
            : throw new ProblemException(new Problem("SEG-CLI-014", $"--hml is '{text}'.", "Write COLUMN:LOW,HIGH, such as unit_price:10,100."));
}
