using TlsDissect.Protocol;

namespace TlsDissect.Tests.Vectors;

/// <summary>
/// RFC 8448 §6 and §7: a client that signs, and the ChangeCipherSpec that only middleboxes want. The RFC shows the RSA and ECDSA signatures
/// too: they verify.
/// </summary>
public class Rfc8448Authentication
{
    private const string MutualRandom = "6a472236328b83af40386d3a3e1f1ce624fa4ed89ab865a4ff0f4144ce3ae233";

    private const string MutualSecrets = $"""
        CLIENT_HANDSHAKE_TRAFFIC_SECRET {MutualRandom} cec7a30c6872070f22a7eeb065768db67c45e29533db879908ce6dc66f5911de
        SERVER_HANDSHAKE_TRAFFIC_SECRET {MutualRandom} 8b02d3c00442a2722c4098ebe8675b23e801510f0d7ed778d8eb0b8f42a19a5e
        CLIENT_TRAFFIC_SECRET_0 {MutualRandom} 73c2e890fa8d067258d6d50fa92fe456b098cf00d9727eed91e8892ef4e6f860
        SERVER_TRAFFIC_SECRET_0 {MutualRandom} c49a91faf57f8c545d5048a015bf849ff63942e4a7edcd319f8b438a97c52e21
        """;

    private const string Mutual = """
        C 16030100c0 010000bc03036a472236328b83af40386d3a3e1f1ce624fa4ed89ab865a4ff0f4144ce3ae233000006130113031302010000
          8d0000000b0009000006736572766572ff01000100000a00140012001d00170018001901000101010201030104003300260024001d0020
          089cc2671f738d9a671e5b2e464981d05b76e361aa22aea91f1d49ca10a7a362002b0003020304000d0020001e04030503060302030804
          0805080604010501060102010402050206020202002d00020101001c00024001
        S 160303005a 0200005603033b50fdf1c3d572e40e68953e7fff4e2758459c59afa0582c0ea032874255fe6e00130100002e00330024001d
          00206c2e50e865919a6b5a12dfaf918f92b442567b0f89bc54478c6921366658f062002b00020304
        S 1703030216 6d0a7ac079b32a94aa68c4e2893e8bd0d3c185f549c236fbbce3d647f08f3c94a2bf424d8708883605ad8955f97718b0213d
          ead13dfb23ebb8381da582756612bcb5a5d40847719fbe9f179bfae656f3ecfd59a4c0d35132ce418a7e46f6b6a60622f8a6c06b28d833
          60163563be9c37f97eb902326924a72b3ed8c8381277d1581cab9c3715ac2401398467ad7ebfab3d0c3419e750104f7d62c5027901f2e4
          cd4ca5b8071eb03d3c732d83215066dfc4d291d4c1ff3b8d7e4298f677d4d51dea1168d8f16cb27ba40266313a1fedf9e23cc77f765450
          f9e96f05d08f3da245b14d4946f07ec81eed6d56f26bd574f0b7f7c7047037c16fce3b23754e662fad73e2b7213f6af296769c99a1d38e
          6232e0ec8dc4f84d6aa6f7de3887be0057862f9018e0ab396705aa4090ab5f2dff6325a557e7320d4effd46bb4f997d163207cce666529
          4aa4465541e3fe37ee7350659ea550d6dcb6af3c518852c7a14c3cc15bc32b3273bdf1751da184203135b117d300204fb12d58ca9ac34b
          68eca27030832f7a4b46d2a55757f63fe8f6e85ac47469e6198da88a64586bf23c69590de822263be75fd836847240c48f8c145cd6bd69
          8962e7edc234ebe59231351eef8d7652cf3b08ab3af6e5ec74c58a8da34b39f9b0d6c4279a9a1f82071729e7059dd7f7b95b9433c4684c
          e1891a6d33432d52eddb0b8cee9181d403eccc12991f1ad4aa62c36049713a7bb135fdda6661a05a93f8c16f
        C 1703030280 b46a63934e673841abaf267403bc677f6b6d2a1e2f12bb5f62683bfe36a82673f06d6287ddd609bcf2f5fd3225923d24af3c
          76682c180ee571a17ca4bfbe2f510dc9a0e1fca5cff2cee87d11cb531a6ef90bf5309a6b63bbbc0b88ea45103a4304091543859fa11ec0
          32ed873444cd5185ead5f6a76420f0f0286acef802c8e4788c23275f1b06da600f4a7decd0bc59d7bef10e649ae32690397fc3d4ed6f30
          f801d8cd569b71ad4fa05ea7cf2ac2dfa150d220505d4011b34d09d53853eba61a101e4f8dca47d8171a884b19259a3dd48c5ac141983e
          dc77814d25e7f66bbbdb9096839266e06561828ecfb27eafd4e9e81a0b96e3bfa42dae5ad80359b9a6661402c3a2104177030106dbd8f6
          5bb6a0159d512eb13af22a259f313bd58c2e21fe053d57f2a962b0a4ea682c96f70b79b560136192823b27be6a2fb7b1c751ccc0e33036
          15541485b7b307b423332c11efa80b72f9b80a53e53f7bb38a3af4c59f8008bad0544e5614e688ff57bccd6935f81f447f420c1c1bf405
          8818e90bf5dc716ccae42524856df8250bcdbd7af65f82dd53061d024f6d2ff5c11e3792a9a70e0ee2a3c20a1b968ac391f8f92831135d
          25242ada2fe241c2653ec996339dfa12dfae7a3373df88b07ca27aef6dc266a25f13f75c76039c1f46fd7a53ae6399c999f4b2aee18e48
          0d6d12bfae226bbdc92a6ad50b4d3bac7abc3b3651eb5be56f33bf41127b3ca886dc714a50d1490357bd40d9fd6be42209a4ddb9ebb298
          7e29f120f05814614d2c79320015b461fe7324447670a1af5f65caed15b474ab7faa495016adf808e53b94ef54afbb0e0a3a2732ab597f
          7d5923c77386aa5124731f8cc73e703b341c175a454939a77ab64313c15cf3fe03c4f33842564976
        C 1703030013 e4ad7d44c29245339d355962c779b89ef44c58
        S 1703030013 1decc5d6e64bba8a6f21b4fd077497da2a90cb
        """;

    [Fact]
    public void Section_6_client_authentication()
    {
        ConnectionSummary connection = Trace.Read(Mutual, MutualSecrets).Connection;

        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
        Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Equal(new PeerAuthentication(true, "ecdsa_secp256r1_sha256"), connection.ServerAuthentication);
        Assert.Equal(new PeerAuthentication(true, "rsa_pss_rsae_sha256"), connection.ClientAuthentication);
        Assert.True(connection.MutualAuthentication);
        Assert.Equal(
            [
                "client_hello", "server_hello", "encrypted_extensions", "certificate_request", "certificate", "certificate_verify",
                "finished",
                "certificate", "certificate_verify", "finished",
            ],
            connection.Messages.Select(m => m.Name));
    }

    /// <summary>Each alone opens its own part: nothing is needed of the other direction's, and nothing is made up.</summary>
    [Theory]
    [InlineData("CLIENT", "client_hello server_hello certificate certificate_verify finished")]
    [InlineData("SERVER", "client_hello server_hello encrypted_extensions certificate_request certificate certificate_verify finished")]
    public void Section_6_with_the_secrets_of_one_side(string side, string messages)
    {
        string secrets = string.Join('\n', MutualSecrets.Split('\n').Where(line => line.StartsWith(side, StringComparison.Ordinal)));

        ConnectionSummary connection = Trace.Read(Mutual, secrets).Connection;

        Assert.Equal(messages, string.Join(' ', connection.Messages.Where(m => m.Name != "encrypted_handshake").Select(m => m.Name)));
        Assert.NotEqual(true, connection.MutualAuthentication);
    }

    private const string CompatibleRandom = "4e640a3f2c2738f09c9418bd78edccd7559d0531199276d4d92a0e9ee9d77d09";

    private const string CompatibleSecrets = $"""
        CLIENT_HANDSHAKE_TRAFFIC_SECRET {CompatibleRandom} 2c3cb24a1081edb59518ee6861e89a6b72b3801afe7713e4cbbc21c0795bf831
        SERVER_HANDSHAKE_TRAFFIC_SECRET {CompatibleRandom} cace3d555cc1c577cf970cff28cf978d6a9800085442e18d695b50f3151d18c8
        CLIENT_TRAFFIC_SECRET_0 {CompatibleRandom} 743e4c6b56cf3909d1b06d01956ccd2c4b37758449aec41d98dae44924eaa299
        SERVER_TRAFFIC_SECRET_0 {CompatibleRandom} b6b8144aa335ed3059c0c9c8f0ecabf7afc94af6643bdecdfd9210188fab7451
        """;

    private const string Compatible = """
        C 16030100e0 010000dc03034e640a3f2c2738f09c9418bd78edccd7559d0531199276d4d92a0e9ee9d77d0920a80c165581a8e0d06c0018
          d54d3a06dd32cfd4051eb026fad3fd0ba99269e6ef00061301130313020100008d0000000b0009000006736572766572ff01000100000a
          00140012001d00170018001901000101010201030104003300260024001d00208e7292cf3056dbb0d25fcbe55c107dc9bbf83dd9708f39
          203ba341249a7d9b63002b0003020304000d0020001e040305030603020308040805080604010501060102010402050206020202002d00
          020101001c00024001
        S 160303007a 020000760303e5dd5948c435f7a38f0f0130708dc322d9df09abd4838117c183a7bb6d994f2c20a80c165581a8e0d06c0018
          d54d3a06dd32cfd4051eb026fad3fd0ba99269e6ef130100002e00330024001d00203e30f0f4ba551afd62768341175f5265e4daf0c884
          1617aa4fafdd2142320c22002b00020304
        S 1403030001 01
        S 17030302a2 48de891d9c3624a67a6c6f0601ab7ac20c1f6a9e14d2e6007e999e130367a8af1bcfea9498fbce19df4505eece3a25da523c
          be55ea1b3bda4e91995e455d500a4faa6227b7111e1c8547e2d7c179db215303d25827f3cd18f48f6491328cf5c0f814d388150bd9e926
          4aae491db6995069bea17665d5e0c817284d4ac21880054c3657331e23a9304dc88a15c04ec80bd3852bf7f9d3c6615b15fac83bbca031
          c6d2310d9f5d7a4b020a4f7c19062b65c05a1d3264b557ec9d8e0f7cee27e36f793039de8dd96edfca9009e0651034bff31d7f349eece0
          1d99fcb5fcab840d7707c72299c3b5d04564e880a33c5e846c762e3d922bb55303d1d87cc0f06573f17dcb9b8ffd35bbd883c1cb3aa24f
          cc325005f768ce2fb624ca97b6c4d98e17f35bc2c7940a06100c2d448db7180b2d862164435c9c210e9860394e05aab23ff1b0203f662c
          588da5bc4411477a30b41136c488a0a63fcab5c15ac613226dae827a1d1fe95ece6b30bcee1560a8d408d264555e760f9bfc624c2c87fd
          0456c9bfb41bcd1a7b212786d2b67fd57804facfa1eef7cf2919d8b998c9789f763b4d9caa093a9ded43175d46a76b4d54f0ce0c5d2259
          b607e30a9d241263874fa59d6f570dc40d83a2d83bf9e9850d454c57806535a8998ae0357df92f00b9667344c24114ccc9ef539124b204
          e7e6e748c30a28a3d1d183997243eaccbbd33b0c1115a0327106a1e6a75271d4983086f632ff0eb8b4c63102cbcef5bb72dae1279d5de8
          eb19096d8cdb07fa8ea989788fac23e66e0488c193f3f3fea8c8838896bf3ae4b6848d42ced4bdf41abe6fc331b44225e7a1f7d3564147
          d5458e71aa909cb02be958bbc42e3aa5a27cc6eaf4b6fe51ae4495694d8ab6320aab920183fd5b31a359042fbd67391ec5e4d1892a2e52
          10141a494e9301b24a113c474c7f2a73457847
        C 1403030001 01
        C 1703030035 32d030e273773a8696c799981af6ced07f87482e81565e394e87c867f33df3d65b7506f1a626af91d4821d5f7a1f210ef8dd
          3c6d16
        C 1703030013 0f629155382dba23c4e2c5f7f84e6f2ed3083d
        S 1703030013 b7257b0fecaf69d4f09e3f891e2a25d1e28845
        """;

    [Fact]
    public void Section_7_compatibility_mode()
    {
        ConnectionSummary connection = Trace.Read(Compatible, CompatibleSecrets).Connection;

        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
        Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Equal(new PeerAuthentication(true, "rsa_pss_rsae_sha256"), connection.ServerAuthentication);
        Assert.Equal([AlertDescription.CloseNotify, AlertDescription.CloseNotify], connection.Alerts.Select(alert => alert.Description));
        Assert.Equal(
            [
                "client_hello", "server_hello", "change_cipher_spec", "encrypted_extensions", "certificate", "certificate_verify",
                "finished",
                "change_cipher_spec", "finished",
            ],
            connection.Messages.Select(m => m.Name));
    }
}
