using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>padding (RFC 7685 §3): zeros.</summary>
internal static class PaddingExtension
{
    public static void Read(ref TlsReader data)
    {
        if (data.Unread.ContainsAnyExcept((byte)0)) data.Fail("padding is not zero");
        else data.ReadToEnd("padding");
    }
}
