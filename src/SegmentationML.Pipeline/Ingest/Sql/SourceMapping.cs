using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>The mapping of a source, compiled to SQL expressions over its columns.</summary>
internal sealed class SourceMapping
{
    private const int FactorScale = 8;
    private readonly Dictionary<ColumnName, string?> _types = [];
    private readonly Dictionary<string, OutputColumn> _outputs = new(StringComparer.Ordinal);
    private readonly IQueryEngine _engine;
    private readonly CancellationToken _cancellation;
    private readonly string _setting;

    private SourceMapping(IQueryEngine engine, string name, SourceOptions options, CancellationToken cancellation)
    {
        (_engine, _cancellation, _setting) = (engine, cancellation, $"ingest.sources.{name}");
        (Name, Options, Table) = (name, options, options.TableOf(name)!);
    }

    /// <summary>The source's name.</summary>
    public string Name { get; }

    /// <summary>The source as declared.</summary>
    public SourceOptions Options { get; }

    /// <summary>The canonical table that it feeds.</summary>
    public CanonicalTable Table { get; }

    /// <summary>All canonical columns in order; the line number is without SQL when it is counted.</summary>
    public IReadOnlyList<OutputColumn> Outputs { get; private set; } = [];

    /// <summary>The column that holds the line number, when the source has none and it is counted within the order; else null.</summary>
    public CanonicalColumn? CountedLine { get; private set; }

    /// <summary>The columns that a load writes: those that the source gives or that are counted. The others are null throughout and cost nothing.</summary>
    public IEnumerable<OutputColumn> Stored => Outputs.Where(o => o.Sql is not null || o.Column == CountedLine);

    /// <summary>Rules of rows to leave out: name, condition and reason, in order.</summary>
    public IReadOnlyList<(string Rule, string Condition, string Reason)> LeaveOut { get; private set; } = [];

    /// <summary>Joins with their linking columns.</summary>
    public IReadOnlyList<LookupJoin> Joins { get; private set; } = [];

    /// <summary>True when duplicates are looked for: the source has no line number or the mapping drops them.</summary>
    public bool CountsDuplicates => CountedLine is not null || Options.Duplicates == DuplicateRule.Drop;

    /// <summary>Compiles a mapping that <see cref="SourceOptions.Validate"/> found nothing wrong with.</summary>
    /// <param name="engine">Parses expressions.</param>
    /// <param name="name">The source's name.</param>
    /// <param name="options">The source.</param>
    /// <param name="cancellation">Ends the parsing.</param>
    public static SourceMapping Compile(IQueryEngine engine, string name, SourceOptions options, CancellationToken cancellation)
    {
        var mapping = new SourceMapping(engine, name, options, cancellation);
        mapping.CompileJoins();
        foreach (var (column, source) in options.Mapping)
        {
            mapping.CompileColumn(mapping.Table.Find(column)!, source);
        }

        mapping.CompileDerived();
        mapping.LeaveOut = [.. options.LeaveOut.Select(r => (r.Key, mapping.Expression(r.Value.Where, $"leave_out.{r.Key}"), r.Value.Reason ?? r.Key))];
        if (mapping._types.Keys.All(c => c.Lookup is not null))
        {
            throw new ProblemException(new Problem("SEG-ING-003", $"{mapping._setting}.mapping uses no column of the source.", "Map at least one column: constants alone make no rows."));
        }

        mapping.Outputs = [.. mapping.Table.Columns.Select(c => mapping._outputs.GetValueOrDefault(c.Name) ?? new OutputColumn(c, null))];
        return mapping;
    }

    /// <summary>How the columns that the mapping uses are read from a file.</summary>
    /// <param name="lookup">A lookup's name, or null for the source itself.</param>
    /// <param name="options">How that source or lookup is read.</param>
    /// <param name="raw">The file's rows.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="ProblemException">Columns are missing (<c>SEG-ING-020</c> for each, with the nearest name) or stand more than once in the header (<c>SEG-ING-021</c>).</exception>
    public IReadOnlyList<ColumnRead> Reads(string? lookup, ReadOptions options, IRawRows raw, string place)
    {
        var available = raw.Columns.Select(c => c.Name).ToArray();
        var uses = _types.Where(t => t.Key.Lookup == lookup).Select(t => (Wanted: t.Key.Name, Found: Resolve(t.Key.Name, available), Type: t.Value)).ToArray();
        var declared = options.Columns.Keys.Where(c => !available.Contains(c)).Select(c => (Wanted: c, Found: (string?)null, Type: (string?)null));
        ProblemException.ThrowIfAny(uses.Concat(declared).Where(u => u.Found is null).Select(u => u.Wanted).Distinct().Select(name => new Problem(
            "SEG-ING-020",
            $"{place} has no column '{name}', which {_setting} names.",
            ClosestMatch.Hint(name, available))));
        ProblemException.ThrowIfAny(uses.Where(u => raw.Repeated.Contains(u.Found!, StringComparer.OrdinalIgnoreCase)).Select(u => new Problem(
            "SEG-ING-021",
            $"the header of {place} has '{u.Found}' more than once, and {_setting} names it.",
            "Name them apart in the file, or give the names of all columns in csv.names and leave the header out.")));
        return [.. uses.GroupBy(u => u.Found!).Select(g => Read(g.Key, options.Columns.GetValueOrDefault(g.Key), g.Select(u => u.Type)))];
    }

    private static string? Resolve(string wanted, string[] available)
        => available.FirstOrDefault(a => a == wanted) ?? available.FirstOrDefault(a => a.Equals(wanted, StringComparison.OrdinalIgnoreCase));

    private static ColumnRead Read(string name, SourceColumn? declared, IEnumerable<string?> wanted)
    {
        var types = wanted.Where(t => t is not null).Distinct().ToArray();
        var type = declared?.SqlType ?? (types.Length == 1 ? types[0]! : "VARCHAR");
        return new ColumnRead(name, type, declared?.Formats ?? []);
    }

    private void CompileJoins() => Joins = [.. Options.Joins.Select(join => new LookupJoin(join.Lookup, [.. join.On.Select(on => Link(join.Lookup, on))]))];

    private (ColumnName Left, ColumnName Right) Link(string lookup, string on)
    {
        var sides = on.Split('=', StringSplitOptions.TrimEntries);
        var link = (Left: NameOf(sides[0]), Right: new ColumnName(lookup, sides[^1]));
        if (sides.Length > 2 || sides.Any(s => s.Length == 0) || (link.Left.Lookup is { } earlier && Options.Joins.TakeWhile(j => j.Lookup != lookup).All(j => j.Lookup != earlier)))
        {
            throw new ProblemException(new Problem("SEG-ING-006", $"{_setting}.joins: '{on}' links nothing.", "Write a column that both have, or `source column = lookup column`; a lookup on the left side must be joined before."));
        }

        Use(link.Left, null);
        Use(link.Right, null);
        return link;
    }

    private void CompileColumn(CanonicalColumn column, ColumnMapping source)
    {
        string value;
        if (source.Column is { } written)
        {
            var name = NameOf(written);
            Use(name, column.SqlType);
            value = name.Sql;
        }
        else
        {
            value = source.Value is { } constant ? Ports.Sql.Literal(constant) : Expression(source.Expression!, $"mapping.{column}");
        }

        value = $"CAST({value} AS {column.SqlType})";
        if (source.Default is { } standIn)
        {
            value = $"COALESCE({value}, CAST({Ports.Sql.Literal(standIn)} AS {column.SqlType}))";
        }

        Set(column, source.Factor == 1 ? value : ExactProduct.Sql(value, ExactProduct.ScaleOf(column), $"CAST({source.Factor} AS DECIMAL(18,8))", FactorScale, column.SqlType));
    }

    private void CompileDerived()
    {
        CountedLine = Table.Find(OrderLines.Line.Name) is { } line && !Options.Mapping.ContainsKey(line.Name) ? line : null;
        if (Table != OrderLines.Table)
        {
            return;
        }

        if (Options.Returns is { } returns)
        {
            var condition = $"COALESCE({Expression(returns.Where, "returns")}, false)";
            foreach (var column in new[] { OrderLines.Quantity, OrderLines.Amount, OrderLines.Cost })
            {
                if (returns.Sign == ReturnSign.Positive && _outputs.TryGetValue(column.Name, out var output))
                {
                    Set(column, $"CASE WHEN {condition} THEN -{output.Sql} ELSE {output.Sql} END");
                }
            }

            Set(OrderLines.IsReturn, condition);
        }

        if (!_outputs.ContainsKey(OrderLines.IsReturn.Name))
        {
            Set(OrderLines.IsReturn, $"{_outputs[OrderLines.Quantity.Name].Sql} < 0");
        }

        if (!_outputs.ContainsKey(OrderLines.Amount.Name) && _outputs.TryGetValue(OrderLines.UnitPrice.Name, out var price))
        {
            var quantity = _outputs[OrderLines.Quantity.Name];
            Set(OrderLines.Amount, ExactProduct.Sql(quantity.Sql!, ExactProduct.ScaleOf(quantity.Column), price.Sql!, ExactProduct.ScaleOf(price.Column), OrderLines.Amount.SqlType));
        }
    }

    private string Expression(string text, string setting)
    {
        var expression = ScalarExpression.Parse(_engine, text, $"{_setting}.{setting}", _cancellation);
        foreach (var column in expression.Columns)
        {
            if (column.Lookup is { } lookup && Joins.All(j => j.Lookup != lookup))
            {
                throw new ProblemException(new Problem("SEG-ING-023", $"{_setting}.{setting}: '{text}' names {column}, but '{lookup}' is not joined.", "Add it to the joins of the source, or put the name of a column with a point into double quotes."));
            }

            Use(column, null);
        }

        return expression.Sql;
    }

    /// <summary>A column as a mapping writes it: <c>lookup.column</c> when such a lookup is joined, else a column of the source, points included.</summary>
    private ColumnName NameOf(string written)
    {
        var point = written.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && Options.Joins.Any(j => j.Lookup == written[..point]) ? new ColumnName(written[..point], written[(point + 1)..]) : new ColumnName(null, written);
    }

    private void Set(CanonicalColumn column, string sql) => _outputs[column.Name] = new OutputColumn(column, sql);

    // The type of a source column follows from the canonical column that it is mapped to; two different ones make it text, and each output casts it.
    private void Use(ColumnName column, string? type)
    {
        var known = _types.GetValueOrDefault(column);
        _types[column] = known is null || type is null || known == type ? known ?? type : "VARCHAR";
    }
}
