namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Files of the official JavaScript implementation and of polars (Rust), read by our reader.</summary>
public sealed class OtherWritersTests(NodeReaders readers) : IClassFixture<NodeReaders>
{
    [Fact]
    public void Read_FilesOfOthers_GivesTheirCells()
    {
        using var folder = new TestFolder();

        foreach (var written in readers.Run("write.mjs", folder.Path))
        {
            var read = Cells.Read(File.ReadAllBytes(Path.Combine(folder.Path, written.GetProperty("file").GetString()!)), out var schema);
            var columns = written.GetProperty("columns");
            Assert.Equal(columns.GetArrayLength(), read.Length);
            for (var i = 0; i < read.Length; i++)
            {
                Assert.Equal(columns[i].GetProperty("name").GetString(), schema.Fields[i].Name);
                Assert.Equal($"{written.GetProperty("file")} {schema.Fields[i]}\n{Cells.Text(NodeReaders.CellsOf(columns[i]))}", $"{written.GetProperty("file")} {schema.Fields[i]}\n{Cells.Text(read[i])}");
            }
        }
    }
}
