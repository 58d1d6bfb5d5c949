using System.Globalization;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

public sealed class ArrowDictionaryTests
{
    [Fact]
    public void IndexOf_EveryValue_IsItsPlace()
    {
        // Lengths around the eight-byte steps of the hash, and values that differ in one place only.
        string[] values = ["", .. Enumerable.Range(0, 3000).Select(i => new string('x', i % 27) + i.ToString(CultureInfo.InvariantCulture) + new string('y', i % 9)), "Größe", "🚚"];
        var dictionary = new ArrowDictionary(values);

        Assert.Equal(Enumerable.Range(0, values.Length), values.Select(value => dictionary.IndexOf(Encoding.UTF8.GetBytes(value))));
        Assert.Equal(-1, dictionary.IndexOf("z"u8));
        Assert.Equal(-1, dictionary.IndexOf("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"u8));
    }

    [Fact]
    public void IndexOf_EmptyDictionary_IsMinusOne() => Assert.Equal(-1, new ArrowDictionary([]).IndexOf("a"u8));

    [Fact]
    public void New_ValueTwice_SaysWhere()
    {
        var problem = Assert.Throws<ProblemException>(() => new ArrowDictionary(["AX", "BX", "AX"])).Problems[0];

        Assert.Equal("SEG-ARROW-008: The dictionary holds 'AX' twice (entries 0 and 2). Give distinct values.", problem.ToString());
    }
}
