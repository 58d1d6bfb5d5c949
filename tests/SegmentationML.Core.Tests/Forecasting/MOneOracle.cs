using System.Globalization;
using System.IO.Compression;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>What R chooses on some series of the M1 competition.</summary>
/// <remarks>R 4.2.2, forecast 8.20: ets(y) and auto.arima(y) on the training part of every 24th monthly, 20th quarterly and 20th yearly series of m1.csv.gz; AICc with six digits.</remarks>
internal static class MOneOracle
{
    private const string Table = """
        MRF1,12,ETS(MNN),1243.100379,ARIMA(3;1;0)(1;0;0)[12],1166.717232
        MRB8,12,ETS(MAM),1200.884059,ARIMA(0;0;0)(0;1;1)[12] with drift,945.819389
        MRB32,12,ETS(ANN),73.775206,ARIMA(1;1;0)(1;0;0)[12],38.352377
        MNM18,12,ETS(ANA),1271.483977,ARIMA(2;0;0)(0;1;1)[12],962.699942
        MNM43,12,ETS(MAN),605.208657,ARIMA(2;1;0)(1;0;0)[12],533.204465
        MNM67,12,ETS(AAA),1468.119954,ARIMA(2;1;0)(1;0;0)[12],1289.830398
        MNB14,12,ETS(MAdM),2280.444059,ARIMA(0;1;3)(0;1;1)[12],1844.921520
        MNB38,12,ETS(ANN),487.970989,ARIMA(0;0;0)(0;1;0)[12] with drift,285.181208
        MNB62,12,ETS(MNM),1303.721629,ARIMA(2;0;0)(2;1;0)[12],1022.337803
        MRI14,12,ETS(AAA),422.214690,ARIMA(0;0;0)(2;1;0)[12] with drift,258.618088
        MNI22,12,ETS(MNM),568.932217,ARIMA(0;1;2)(0;1;0)[12],324.638192
        MNI46,12,ETS(MNN),324.843689,ARIMA(1;1;1)(0;0;1)[12],230.035046
        MNI70,12,ETS(ANA),860.014649,ARIMA(0;1;2)(0;1;1)[12],613.587249
        MNI94,12,ETS(MAA),774.975185,ARIMA(0;1;1)(1;0;0)[12],694.917756
        MNI119,12,ETS(AAN),1035.168567,ARIMA(2;1;0),928.604525
        MNI143,12,ETS(MAM),640.902961,ARIMA(1;0;0)(0;1;1)[12] with drift,461.185413
        MNI167,12,ETS(MNM),839.067314,ARIMA(1;0;0)(1;1;0)[12],623.220680
        MRG23,12,ETS(MAA),742.284074,ARIMA(1;1;1)(0;0;2)[12],600.958801
        MRC21,12,ETS(AAN),193.019166,ARIMA(0;2;2),148.153461
        MNG1,12,ETS(ANA),81.546378,ARIMA(0;0;0)(0;1;0)[12] with drift,21.527209
        MNG25,12,ETS(MAM),343.679372,ARIMA(0;0;0)(0;1;0)[12] with drift,221.215654
        MNC11,12,ETS(ANN),301.547506,ARIMA(0;1;0),254.090592
        MNC35,12,ETS(ANN),143.563799,ARIMA(1;0;1)(1;0;0)[12] with non-zero mean,81.928350
        MND11,12,ETS(MNA),353.630011,ARIMA(0;0;0)(0;1;0)[12] with drift,213.265767
        MND35,12,ETS(MAN),70.356480,ARIMA(2;1;0),10.652399
        MND59,12,ETS(MNA),459.953110,ARIMA(1;0;0)(1;1;0)[12],295.591828
        QRF1,4,ETS(MAdM),140.319040,ARIMA(0;1;1)(1;0;0)[4],107.479530
        QNM15,4,ETS(ANN),483.900254,ARIMA(0;1;0),452.736519
        QNB16,4,ETS(MNN),699.069159,ARIMA(1;0;0) with non-zero mean,670.888243
        QNG1,4,ETS(MAN),344.023021,ARIMA(1;1;0)(0;0;1)[4] with drift,317.443425
        QNG21,4,ETS(AAN),861.159485,ARIMA(2;2;0)(0;0;2)[4],744.523779
        QNC14,4,ETS(MAN),208.985922,ARIMA(0;1;0),202.988795
        QRG5,4,ETS(MAN),521.658056,ARIMA(1;2;1)(0;0;1)[4],410.977014
        QRC7,4,ETS(MNM),422.300823,ARIMA(2;0;2)(0;1;1)[4] with drift,328.254224
        QRC27,4,ETS(MAN),305.731672,ARIMA(0;1;0) with drift,251.262098
        QND17,4,ETS(AAN),322.671603,ARIMA(1;1;0)(0;0;1)[4] with drift,266.583490
        QND37,4,ETS(MNM),296.304379,ARIMA(2;0;1)(0;1;1)[4],227.173524
        YAF2,1,ETS(AAN),532.293825,ARIMA(0;1;0) with drift,497.777068
        YAM5,1,ETS(MNN),79.910771,ARIMA(0;1;1),68.280068
        YAM26,1,ETS(MNN),366.935878,ARIMA(0;1;0) with drift,340.697414
        YAI4,1,ETS(MNN),615.985877,ARIMA(1;1;0),584.779246
        YAI24,1,ETS(AAN),513.763656,ARIMA(0;1;0) with drift,476.194465
        YAG9,1,ETS(ANN),280.177981,ARIMA(2;0;0) with non-zero mean,250.795653
        YAG29,1,ETS(MAN),-18.645785,ARIMA(0;2;0),-21.651729
        YAC19,1,ETS(MNN),1061.831802,ARIMA(0;1;0) with drift,1001.133416
        YAD10,1,ETS(ANN),395.695296,ARIMA(0;0;1) with non-zero mean,356.959584
        YAD30,1,ETS(ANN),302.187052,ARIMA(0;1;0),283.172731
        """;

    private static readonly Lazy<Dictionary<string, double[]>> Training = new(Read);

    private static readonly MOneRow[] All =
    [
        .. Table.Split('\n').Select(static line => line.Split(',')).Select(static row => new MOneRow(row[0], int.Parse(row[1]), row[2], Number(row[3]), row[4], Number(row[5]))),
    ];

    /// <summary>The series with what R chooses; skips the test where the data set is not there.</summary>
    public static IReadOnlyList<MOneRow> Rows => Training.Value.Count > 0 ? All : [];

    /// <summary>The training part of a series; skips the test where the data set is not there.</summary>
    public static double[] Series(string name) => Training.Value[name];

    private static Dictionary<string, double[]> Read()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedData.Data("m1", "m1.csv.gz")), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n').Skip(1).Select(static line => line.Split(',')).Where(static row => row.Length > 9 && row[8].Trim('"') == "train")
            .GroupBy(static row => row[0].Trim('"')).ToDictionary(static one => one.Key, static one => one.Select(static row => Number(row[9])).ToArray());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
