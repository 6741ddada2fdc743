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
}
