import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** Lines over DTLS by Java's own implementation, both sides: java JsseDtls.java PROTOCOL SUITE PORT KEYSTORE SIZE, where PROTOCOL is DTLSv1.0 or DTLSv1.2, KEYSTORE a
 *  PKCS #12 file, and SIZE that of the largest datagram. Each side prints the lines that it sends. */
public class JsseDtls {
    static final char[] PASSWORD = "secret".toCharArray();
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** One side: an engine and its socket. */
    static class Side {
        final String name;
        final SSLEngine engine;
        final DatagramSocket socket;
        SocketAddress peer;
        ByteBuffer received = NOTHING;

        Side(String name, SSLEngine engine, DatagramSocket socket, SocketAddress peer) {
            this.name = name;
            this.engine = engine;
            this.socket = socket;
            this.peer = peer;
        }

        /** The plaintext of the next record. */
        ByteBuffer receive(boolean again) throws IOException {
            ByteBuffer plaintext = ByteBuffer.allocate(32768);
            if (!again && !received.hasRemaining()) {
                DatagramPacket packet = new DatagramPacket(new byte[32768], 32768);
                socket.receive(packet);
                peer = packet.getSocketAddress();
                received = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            }
            engine.unwrap(again ? NOTHING : received, plaintext);
            return plaintext.flip();
        }

        void send(ByteBuffer plaintext) throws IOException {
            ByteBuffer record = ByteBuffer.allocate(32768);
            engine.wrap(plaintext, record);
            if (record.position() > 0) socket.send(new DatagramPacket(record.array(), record.position(), peer));
        }

        void shakeHands() throws IOException {
            engine.beginHandshake();
            while (true) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NEED_TASK) engine.getDelegatedTask().run();
                else if (status == HandshakeStatus.NEED_WRAP) send(NOTHING);
                else if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) receive(status == HandshakeStatus.NEED_UNWRAP_AGAIN);
                else return;
            }
        }

        /** The client speaks first. */
        void talk() throws IOException {
            shakeHands();
            for (String number : new String[] { "first", "second" }) {
                if (name.equals("server")) waitForLine();
                String line = number + " line of the " + name + "\n";
                send(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
                System.out.print("1 " + name + " sent: " + line);
                if (name.equals("client")) waitForLine();
            }
            engine.closeOutbound();
            send(NOTHING);
        }

        void waitForLine() throws IOException {
            while (!receive(false).hasRemaining()) continue;
        }
    }

    public static void main(String[] arguments) throws Exception {
        // What is disabled is what is wanted.
        for (String property : new String[] { "jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms", "jdk.tls.legacyAlgorithms" })
            Security.setProperty(property, "");
        int port = Integer.parseInt(arguments[2]);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(arguments[3])) { store.load(in, PASSWORD); }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, PASSWORD);
        TrustManager[] trusting = { new X509ExtendedTrustManager() {
            public void checkClientTrusted(X509Certificate[] chain, String type) { }
            public void checkServerTrusted(X509Certificate[] chain, String type) { }
            public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) { }
            public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) { }
            public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
            public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
            public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        } };
        SSLContext context = SSLContext.getInstance("DTLS");
        context.init(keys.getKeyManagers(), trusting, null);

        InetAddress loopback = InetAddress.getLoopbackAddress();
        Side server = new Side("server", engine(context, arguments, false), new DatagramSocket(port, loopback), null);
        Side client = new Side("client", engine(context, arguments, true), new DatagramSocket(0, loopback), new InetSocketAddress(loopback, port));
        Thread serving = new Thread(() -> {
            try { server.talk(); } catch (IOException e) { System.out.println("server: " + e); }
        });
        serving.start();
        client.talk();
        serving.join(5000);
    }

    static SSLEngine engine(SSLContext context, String[] arguments, boolean client) {
        SSLEngine engine = context.createSSLEngine("server.example", 0);
        SSLParameters parameters = engine.getSSLParameters();
        engine.setUseClientMode(client);
        parameters.setProtocols(new String[] { arguments[0] });
        parameters.setCipherSuites(new String[] { arguments[1] });
        parameters.setMaximumPacketSize(Integer.parseInt(arguments[4]));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
