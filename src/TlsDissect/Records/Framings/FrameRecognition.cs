namespace TlsDissect.Records.Framings;

/// <summary>
/// Recognizes a frame by its header directly in front of a TLS record. Only the first record of a direction is looked at, and the first after a loss: a stream that merely begins
/// like one of these protocols is never taken apart.
/// </summary>
internal static class FrameRecognition
{
    /// <summary>How many bytes before a record decide.</summary>
    public const int BytesBefore = OpenVpnRecognition.BytesBefore;

    /// <summary>Reads the header at the end of some bytes. Returns <c>null</c> if it is not there.</summary>
    private delegate IUnframer? Recognizer(ReadOnlySpan<byte> before, bool isHello);

    private static readonly Recognizer[] Recognizers = [TdsUnframer.Recognize, TpktUnframer.Recognize, OpenVpnUnframer.Recognize];

    /// <summary>The unframer of a stream, in the frame that a record starts; <c>null</c> if no header is in front of the record.</summary>
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
