namespace SegmentationML.Cli.Demo;

/// <summary>One written table.</summary>
/// <param name="Table">Which table.</param>
/// <param name="Name">File name inside the folder.</param>
/// <param name="Rows">Data rows, the header not counted.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Digest of the whole file, lower-case hexadecimal.</param>
public sealed record DemoFile(DemoTable Table, string Name, long Rows, long Bytes, string Sha256);
