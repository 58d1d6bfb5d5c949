using System.Security.Cryptography;
using System.Text;
using SegmentationML.Contracts.Standard;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract;

/// <summary>The contracts of a pipeline, read and checked before a run touches data.</summary>
public sealed class ContractSet
{
    private readonly IReadOnlyDictionary<string, ContractFile> _files;

    private ContractSet(ContractOptions options, IReadOnlyDictionary<string, ContractFile> files)
    {
        Options = options;
        _files = files;
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value.Digest}")))));
    }

    /// <summary>The options that named the contracts.</summary>
    public ContractOptions Options { get; }

    /// <summary>SHA-256 in lower-case hex over all contracts by table: what the step's result depends on besides data, options and code.</summary>
    public string Digest { get; }

    /// <summary>The contracts by table.</summary>
    public IReadOnlyDictionary<string, ContractFile> Files => _files;

    /// <summary>Reads all contracts that the options name; throws with everything that is wrong with any of them.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="pipelineFolder">The pipeline's folder; paths are looked for there and in the folders above it, the nearest first.</param>
    public static ContractSet Load(ContractOptions options, string pipelineFolder)
    {
        var problems = new List<Problem>();
        var files = new OrderedDictionary<string, ContractFile>(StringComparer.Ordinal);
        foreach (var (table, path) in options.Tables)
        {
            try
            {
                var file = ContractReader.Read(Locate(path, pipelineFolder), options.Variables);
                _ = TableOf(file, table);
                files.Add(table, file);
            }
            catch (ProblemException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        ProblemException.ThrowIfAny(problems);
        return new ContractSet(options, files);
    }

    /// <summary>The part of a contract that is about a table, by its name or physical name.</summary>
    /// <param name="file">The contract.</param>
    /// <param name="table">The table.</param>
    internal static SchemaObject TableOf(ContractFile file, string table)
        => file.Contract.Schema.FirstOrDefault(o => string.Equals(o.Name, table, StringComparison.OrdinalIgnoreCase) || string.Equals(o.PhysicalName, table, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(new Problem(
                "SEG-CONT-008",
                $"{file.Path} says nothing about the table {table}.",
                file.Contract.Schema.Count == 0 ? "Add the table under schema." : ClosestMatch.Hint(table, [.. file.Contract.Schema.Select(o => o.Name)])));

    private static string Locate(string path, string pipelineFolder)
    {
        for (var folder = Path.GetFullPath(pipelineFolder); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, path);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return path;
    }
}
