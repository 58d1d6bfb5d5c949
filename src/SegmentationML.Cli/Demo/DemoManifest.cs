using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationML.Cli.Demo;

/// <summary>The content of <c>dataset.json</c>: what the folder holds. It is written last, so its presence means a complete set.</summary>
/// <param name="Generator">Version of the generator; raised when the same size and seed give other bytes.</param>
/// <param name="Size">Name of the size.</param>
/// <param name="Seed">Seed, as text because JSON numbers end at 53 bits.</param>
/// <param name="Files">All tables.</param>
internal sealed record DemoManifest(int Generator, string Size, string Seed, IReadOnlyList<DemoFile> Files)
{
    public const string FileName = "dataset.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Reads the manifest of a folder; null when there is none that can be read.</summary>
    public static DemoManifest? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoManifest>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the manifest of a folder under a temporary name, then renames it.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(this, Json));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>True when this is the wanted set and every file still has its length.</summary>
    public bool Holds(string folder, DemoSize size, ulong seed)
        => Generator == DemoDataset.GeneratorVersion && Size == size.Name && Seed == seed.ToString() && Files is { Count: > 0 }
        && Files.All(file => new FileInfo(Path.Combine(folder, file.Name)) is { Exists: true } found && found.Length == file.Bytes);
}
