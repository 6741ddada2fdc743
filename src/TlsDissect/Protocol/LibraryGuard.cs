namespace TlsDissect.Protocol;

/// <summary>
/// The one guard where bytes of a file or of the wire meet a library: cryptography, ASN.1, certificates, decompression, decoders of foreign packets.
/// </summary>
/// <remarks>
/// It catches every exception, because libraries have no closed list of what they throw on hostile bytes. BouncyCastle throws NullReferenceException for an RSA key
/// without a key and NotImplementedException for parameters that it does not know; the next version may throw something else. Whatever it is, it says the same: the
/// library cannot use these bytes. Only OutOfMemoryException passes: it is about the machine. Use it around the library's call alone, so that no fault of our own is
/// taken for one of the data, and never around what writes for the user: a full disk is not the data's fault.
/// </remarks>
internal static class LibraryGuard
{
    /// <summary>For an exception filter: whether the exception means that the library cannot use the bytes.</summary>
    public static bool Catches(Exception exception) => exception is not OutOfMemoryException;
}
