namespace TlsDissect.Records.Framings;

/// <summary>
/// Recognizes a frame by its header directly before a TLS record. Only the first record of a direction and the first after a loss are
/// examined. A stream that merely begins like one of these protocols is never unframed.
/// </summary>
internal static class FrameRecognition
{
    /// <summary>Number of bytes before a record that decide.</summary>
    public const int BytesBefore = OpenVpnRecognition.BytesBefore;

    /// <summary>Reads the header at the end of some bytes. Returns <c>null</c> if it is not there.</summary>
    private delegate IUnframer? Recognizer(ReadOnlySpan<byte> before, bool isHello);

    private static readonly Recognizer[] Recognizers = [TdsUnframer.Recognize, TpktUnframer.Recognize, OpenVpnUnframer.Recognize];

    /// <summary>
    /// Returns the unframer of a stream, positioned in the frame that begins with the record; <c>null</c> if no header is before the
    /// record.
    /// </summary>
    /// <param name="before">The bytes of the stream before the record, as many as are known.</param>
    /// <param name="isHello">Whether the record begins with a hello.</param>
    public static IUnframer? Recognize(ReadOnlySpan<byte> before, bool isHello)
    {
        foreach (Recognizer recognizer in Recognizers)
        {
            if (recognizer(before, isHello) is IUnframer found) return found;
        }

        return null;
    }
}
