using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>use_srtp (RFC 5764 §4.1.1): the protection profiles and the master key identifier of SRTP.</summary>
internal static class UseSrtpExtension
{
    public static void Read(ref TlsReader data)
    {
        TlsReader profiles = data.ReadVector16("SRTPProtectionProfiles");
        while (profiles.HasItem("SRTPProtectionProfile")) profiles.ReadUInt16("SRTPProtectionProfile");
        data.ReadVector8("srtp_mki");
    }

    /// <summary>Name of the profile that a server chose; <c>null</c> if it chose none.</summary>
    public static string? Selected(ImmutableArray<Extension> extensions)
    {
        foreach (Extension extension in extensions)
        {
            if (extension.Type != ExtensionType.UseSrtp) continue;
            return extension.Data.Span is [_, _, byte high, byte low, ..]
                ? ((SrtpProtectionProfile)(high << 8 | low)).RegisteredName()
                : null;
        }

        return null;
    }
}
