using System.Security.Cryptography;
using System.Text;
using SegmentationML.Contracts.Standard;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Reads data contracts of the Open Data Contract Standard, v3.0.0 to v3.2.0, and lists all that is wrong with one before any data is touched.</summary>
/// <remarks>
/// Keys that the standard does not know are refused with the nearest known one, as its schema asks (<c>additionalProperties: false</c>); so is what a later version of the standard brought.
/// The environment is never read: a <c>${VARIABLE}</c> (v3.2) is filled from what the caller gives, from its own default, or refused.
/// </remarks>
public static class ContractReader
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, used in messages as given.</param>
    /// <param name="variables">Values of <c>${VARIABLE}</c>s by name; null for none.</param>
    public static ContractFile Read(string path, IReadOnlyDictionary<string, string>? variables = null)
    {
        var bytes = Bytes(path);
        var given = variables ?? NoVariables;
        var contract = Parse(Utf8(bytes, path), path, given);
        return new ContractFile(path, contract, Digest(bytes, given));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="variables">Values of <c>${VARIABLE}</c>s by name; null for none.</param>
    public static DataContract Parse(string text, string source, IReadOnlyDictionary<string, string>? variables = null)
    {
        var root = YamlText.Read(text, source);
        ContractVersions.Check(root, source);
        var filled = ContractVariables.Fill(ContractNormalizer.Normalize(root), source, variables ?? NoVariables);
        var contract = YamlBinder.Bind<DataContract>(filled, source, YamlNaming.Camel);
        var problems = new ShapeProblems(source, filled);
        ContractShape.Check(contract, problems);
        ProblemException.ThrowIfAny(problems.All);
        return contract;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(new Problem("SEG-CONT-001", $"There is no contract {path}.", "Check the path; `data-contracts/` holds contracts to start from."), e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ProblemException(new Problem("SEG-CONT-001", $"The contract {path} cannot be read: {e.Message}", "Check that it is a readable file."), e);
        }
    }

    private static string Utf8(byte[] bytes, string path)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProblemException(new Problem("SEG-CONT-001", $"The contract {path} is not UTF-8 text (byte {e.Index}).", "Save it as UTF-8."), e);
        }
    }

    private static string Digest(byte[] bytes, IReadOnlyDictionary<string, string> variables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        foreach (var (name, value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{name}\0{value}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
