using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>All rules of a contract for one table, bound to the columns of its data.</summary>
internal sealed class RuleBook
{
    private const double DefaultLimitPercent = 5;

    private RuleBook(SchemaObject table, IReadOnlyList<Rule> rules, IReadOnlyDictionary<string, BoundColumn> columns, double limitPercent, IReadOnlyList<string> notes)
    {
        Rules = rules;
        Columns = columns;
        LimitPercent = limitPercent;
        Notes = notes;
        Totals = [.. ExtraSettings.TotalColumns(table.CustomProperties).Where(columns.ContainsKey).Select(n => columns[n]).Where(c => c.Kind != ColumnKind.Floating || c.IsRead)];
    }

    /// <summary>The rules, in the order of reports.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The contract's columns that the data has, by the contract's name.</summary>
    public IReadOnlyDictionary<string, BoundColumn> Columns { get; }

    /// <summary>True when the data has every column of the contract, with types that fit.</summary>
    public bool IsComplete => Rules.OfType<SettledRule>().All(r => r.State == RuleState.Passed || !r.Id.EndsWith("/column", StringComparison.Ordinal));

    /// <summary>Percent of quarantined rows above which the table blocks.</summary>
    public double LimitPercent { get; }

    /// <summary>Columns whose sums are reported; floating ones are left out since their sum depends on the order.</summary>
    public IReadOnlyList<BoundColumn> Totals { get; }

    /// <summary>What a reader of the report should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Binds a table's part of a contract to its data.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="table">The table in it.</param>
    /// <param name="tableName">What the table is called in SQL.</param>
    /// <param name="shapes">The data's columns.</param>
    /// <param name="textIsRead">True when text columns are to be read by the contract's types, as in CSV files.</param>
    /// <param name="empty">Columns of the data that are known to be null throughout.</param>
    public static RuleBook Bind(DataContract contract, SchemaObject table, string tableName, IReadOnlyList<ColumnShape> shapes, bool textIsRead, IReadOnlyCollection<string> empty)
    {
        var rules = new List<Rule>();
        var columns = new Dictionary<string, BoundColumn>(StringComparer.Ordinal);
        var physical = table.Properties.Where(p => p.SemanticType != SemanticType.Measure).ToArray();
        var structure = physical.Select(p => StructureRules.Of(p, shapes, textIsRead, empty, $"{table.Name}/{p.Name}")).ToArray();
        foreach (var (rule, column) in structure)
        {
            if (column is not null && rule.State == RuleState.Passed)
            {
                columns.Add(column.Name, column);
            }
        }

        var severity = ExtraSettings.Text(table.CustomProperties, ExtraSettings.SeverityWord);
        var quality = new QualityRules(columns, table, tableName);
        foreach (var (property, (rule, _)) in physical.Zip(structure))
        {
            rules.Add(rule);
            rules.AddRange(columns.TryGetValue(property.Name!, out var column)
                ? Column(contract, table, column, quality, severity)
                : quality.All(property.Quality, $"{table.Name}/{property.Name}", property));
        }

        rules.AddRange(Key(table, columns));
        rules.AddRange(quality.All(table.Quality, table.Name, null));
        rules.AddRange(ReferenceRules.OfTable(table, contract, columns));
        rules.AddRange(FreshnessRules.All(table, contract, columns));
        var limit = ExtraSettings.LimitPercent(table.CustomProperties) ?? ExtraSettings.LimitPercent(contract.CustomProperties) ?? DefaultLimitPercent;
        return new RuleBook(table, rules, columns, limit, [.. Remarks(contract, table, shapes)]);
    }

    private static IEnumerable<Rule> Column(DataContract contract, SchemaObject table, BoundColumn column, QualityRules quality, string? tableSeverity)
    {
        var path = $"{table.Name}/{column.Name}";
        var severity = ExtraSettings.Text(column.Property.CustomProperties, ExtraSettings.SeverityWord) ?? tableSeverity;
        return [.. new ColumnRules(column, path, severity).All(), .. quality.All(column.Property.Quality, path, column.Property), .. ReferenceRules.OfColumn(column.Property, column, path, contract)];
    }

    private static IEnumerable<Rule> Key(SchemaObject table, Dictionary<string, BoundColumn> columns)
    {
        var key = table.Properties.Where(p => p.PrimaryKey).OrderBy(p => p.PrimaryKeyPosition).Select(p => p.Name!).ToArray();
        if (key.Length == 0)
        {
            yield break;
        }

        var onFailure = Severity.Outcome(ExtraSettings.Text(table.CustomProperties, ExtraSettings.PrimaryKeySeverity), pointsAtRows: true);
        var (id, promise) = ($"{table.Name}/primaryKey", $"No two rows have the same {string.Join(", ", key)}");
        yield return key.All(columns.ContainsKey)
            ? new KeyRule(id, promise, onFailure, null, false, [.. key.Select(k => columns[k].Value)])
            : new SettledRule(id, promise, onFailure, RuleState.NotRun, "A column of the key is missing.");
    }

    private static IEnumerable<string> Remarks(DataContract contract, SchemaObject table, IReadOnlyList<ColumnShape> shapes)
    {
        var names = table.Properties.Select(p => p.PhysicalName ?? p.Name).ToArray();
        var others = shapes.Select(s => s.Name).Where(s => !names.Contains(s, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (others.Length > 0)
        {
            yield return $"Not part of the contract: {string.Join(", ", others)}.";
        }

        foreach (var sla in contract.SlaProperties.Where(s => !SlaShape.IsFreshness(s)))
        {
            yield return $"The service level {sla.Property} is not measured here.";
        }
    }
}
